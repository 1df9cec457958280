import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { openPfx } from '../../../../../src/emulator/arm/certificates/pkcs12.ts';
import { encodePfx } from '../../../../../src/plan/pfx/pfx.ts';
import { makeAuthority, makeCertificate } from '../../../../helpers/certificates.ts';
import type { TestCertificate } from '../../../../helpers/certificates.ts';

const root = makeAuthority('root');
const leaf = makeCertificate({ hosts: ['a.example'], issuer: root });
const rsa = makeCertificate({ hosts: ['b.example'], key: 'rsa' });

const pfx = (
  certificate: TestCertificate,
  encryption: '3des' | 'aes256',
  { password = 'pw', chain = [certificate.der], key = certificate } = {},
): Buffer =>
  Buffer.from(
    encodePfx({
      chain,
      privateKey: key.privateKey.export({ type: 'pkcs8', format: 'der' }),
      password,
      encryption,
    }),
  );

for (const encryption of ['3des', 'aes256'] as const) {
  for (const [kind, certificate] of Object.entries({ EC: leaf, RSA: rsa })) {
    test(`${encryption}, ${kind}: opens with the password`, (t) => {
      const opened = openPfx(pfx(certificate, encryption), 'pw');
      t.like(opened, { kind: 'open', aes: encryption === 'aes256' });
      t.deepEqual(opened.kind === 'open' && opened.certificates, [Buffer.from(certificate.der)]);
    });
  }
  test(`${encryption}: refuses another password`, (t) => {
    t.deepEqual(openPfx(pfx(leaf, encryption), 'other'), { kind: 'wrong-password' });
  });
}

test('the chain comes out leaf first, wherever the leaf is in the file', (t) => {
  const opened = openPfx(pfx(leaf, '3des', { chain: [root.der, leaf.der] }), 'pw');
  const names =
    opened.kind === 'open' ? opened.certificates.map((der) => new X509Certificate(der).subject) : [];
  t.deepEqual(names, ['CN=a.example', 'CN=root']);
});

test('an empty password', (t) => {
  t.is(openPfx(pfx(leaf, '3des', { password: '' }), '').kind, 'open');
});

test('a key that fits no certificate', (t) => {
  t.deepEqual(openPfx(pfx(leaf, '3des', { key: rsa }), 'pw'), { kind: 'no-private-key' });
});

for (const [title, bytes] of Object.entries({
  'no bytes': Buffer.alloc(0),
  'a text': Buffer.from('-----BEGIN CERTIFICATE-----'),
  'a bare certificate': Buffer.from(leaf.der),
  'half a file': pfx(leaf, '3des').subarray(0, 400),
})) {
  test(`${title} is malformed`, (t) => {
    t.deepEqual(openPfx(bytes, 'pw'), { kind: 'malformed' });
  });
}

test('what openssl packs by default', (t) => {
  const packed = spawnSync('openssl', ['pkcs12', '-export', '-passout', 'pass:pw'], {
    input: leaf.keyPem + leaf.certPem,
  });
  if (packed.error) {
    t.log('NOT TESTED: no openssl on this machine');
    t.pass();
    return;
  }
  const opened = openPfx(packed.stdout, 'pw');
  t.deepEqual(opened.kind === 'open' && opened.certificates, [Buffer.from(leaf.der)]);
});
