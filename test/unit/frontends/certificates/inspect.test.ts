import test from 'ava';
import { createPrivateKey, hash } from 'node:crypto';
import type { Secret } from '../../../../src/cluster/objects.ts';
import { inspectTlsSecret, type UsableCertificate } from '../../../../src/frontends/certificates/inspect.ts';
import { makeAuthority, makeCertificate, tlsSecret, type KeyKind } from '../../../helpers/certificates.ts';

const root = makeAuthority('inspect root');
const issuer = makeAuthority('inspect issuer', root);
const notBefore = new Date('2026-01-02T03:04:05Z');
const notAfter = new Date('2027-01-02T03:04:05Z');
const leaf = makeCertificate({ hosts: ['A.Example', '*.b.example'], issuer, notBefore, notAfter });

const secretOf = (chainPem: string, keyPem: string): Secret => tlsSecret('team', 'tls', { chainPem, keyPem });

function usable(secret: Secret): UsableCertificate {
  const result = inspectTlsSecret(secret);
  if (result.state !== 'usable') throw new Error(result.reason);
  return result;
}

const reasonOf = (secret: Secret): string | null => {
  const result = inspectTlsSecret(secret);
  return result.state === 'malformed' ? result.reason : null;
};

test('gives chain, dates, names and the identity over the whole chain', (t) => {
  const { material, ...rest } = usable(tlsSecret('team', 'tls', leaf));
  const ders = [leaf.der, issuer.der, root.der];
  t.true(material.chain.every((der, index) => Buffer.from(der).equals(ders[index]!)));
  t.is(material.chain.length, ders.length);
  t.is(material.fingerprint, hash('sha256', Buffer.concat(ders), 'hex'));
  t.deepEqual(rest, {
    state: 'usable',
    notBefore: notBefore.getTime(),
    notAfter: notAfter.getTime(),
    names: ['a.example', '*.b.example'],
  });
});

for (const key of ['rsa', 'ec', 'ec-p384'] satisfies KeyKind[]) {
  test(`${key}: the key is PKCS#8 DER, the same from every form that it is stored in`, (t) => {
    const certificate = makeCertificate({ hosts: ['a.example'], key });
    const forms = [certificate.keyPem, certificate.keyPemTraditional].map(
      (keyPem) => usable(secretOf(certificate.certPem, keyPem)).material.privateKey,
    );
    t.deepEqual(forms[0], forms[1]);
    t.true(
      createPrivateKey({ key: Buffer.from(forms[0]!), format: 'der', type: 'pkcs8' }).equals(
        certificate.privateKey,
      ),
    );
  });
}

test('the identity does not depend on how the file is written, but on every certificate of the chain', (t) => {
  const identity = (chainPem: string): string => usable(secretOf(chainPem, leaf.keyPem)).material.fingerprint;
  const expected = identity(leaf.chainPem);
  t.is(identity(root.certPem + leaf.certPem + issuer.certPem), expected);
  t.is(identity(`# comment\r\n${leaf.chainPem.replaceAll('\n', '\r\n')}\r\n\r\n`), expected);
  t.not(identity(leaf.certPem + issuer.certPem), expected);
});

test('expired certificates are usable: the caller judges dates', (t) => {
  const old = makeCertificate({ hosts: ['a.example'], notAfter: new Date('2020-06-01T00:00:00Z') });
  t.is(usable(tlsSecret('team', 'tls', old)).notAfter, Date.parse('2020-06-01T00:00:00Z'));
});

test('the same object is read once', (t) => {
  const secret = tlsSecret('team', 'tls', leaf);
  t.is(inspectTlsSecret(secret), inspectTlsSecret(secret));
  t.not(inspectTlsSecret(secret), inspectTlsSecret({ ...secret }));
  const broken = secretOf('x', leaf.keyPem);
  t.is(inspectTlsSecret(broken), inspectTlsSecret(broken));
});

for (const type of ['Opaque', undefined, 'helm.sh/release.v1']) {
  test(`a Secret of type ${type} is refused whatever it holds`, (t) => {
    const { type: _, ...untyped } = tlsSecret('team', 'tls', leaf);
    t.is(
      reasonOf(type === undefined ? untyped : { ...untyped, type }),
      `its type is ${type ?? 'Opaque'}, not kubernetes.io/tls, and a type cannot be changed: create it anew`,
    );
  });
}

const stranger = makeCertificate({ hosts: ['stranger.example'] });
const broken: readonly (readonly [name: string, secret: Secret, reason: string])[] = [
  ['tls.crt empty', secretOf('', leaf.keyPem), 'tls.crt is empty'],
  ['tls.key empty', secretOf(leaf.chainPem, ''), 'tls.key is empty'],
  [
    'swapped',
    secretOf(leaf.keyPem, leaf.chainPem),
    'tls.crt holds no certificate but a private key: tls.crt and tls.key may be swapped',
  ],
  [
    'a key of another certificate',
    secretOf(leaf.chainPem, stranger.keyPem),
    'the private key does not belong to the certificate (subject CN=A.Example)',
  ],
  [
    'a damaged key',
    secretOf(leaf.chainPem, leaf.keyPem.replace('\nMI', '\nAA')),
    'block 1 of tls.key (PRIVATE KEY) is damaged or not the kind of key that it says',
  ],
];

for (const [name, secret, reason] of broken) {
  test(`${name}: refused with the reason`, (t) => t.is(reasonOf(secret), reason));

  test(`${name}: the reason is short and shows nothing of the values`, (t) => {
    const said = reasonOf(secret) ?? '';
    t.true(said.length < 200);
    t.notRegex(said, /[A-Za-z0-9+/]{24,}/);
  });
}
