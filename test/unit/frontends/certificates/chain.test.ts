import test from 'ava';
import { orderChain, readCertificates } from '../../../../src/frontends/certificates/chain.ts';
import { isMalformed } from '../../../../src/frontends/certificates/malformed.ts';
import { splitPem } from '../../../../src/frontends/certificates/pem.ts';
import { makeAuthority, makeCertificate, pem, type TestCertificate } from '../../../helpers/certificates.ts';

const root = makeAuthority('chain root');
const issuer = makeAuthority('chain issuer', root, 'rsa');
const leaf = makeCertificate({ hosts: ['a.example'], issuer });
const alone = makeCertificate({ hosts: ['self.example'] });
const stranger = makeAuthority('stranger');
/** They bear the issuer's name, but did not sign the leaf. */
const impostors = [makeAuthority('chain issuer', stranger), makeAuthority('chain issuer', stranger, 'rsa')];
/** The root once more, signed by another root. */
const cross = makeCertificate({
  hosts: [],
  commonName: 'chain root',
  authority: true,
  keyOf: root,
  issuer: stranger,
});
const renewed = makeCertificate({ hosts: ['a.example'], keyOf: leaf, issuer });

const read = (text: string): ReturnType<typeof readCertificates> => readCertificates(splitPem(text));

function order(
  certificates: readonly TestCertificate[],
  owner: TestCertificate,
): readonly (TestCertificate | undefined)[] | string {
  const parsed = read(certificates.map(({ certPem }) => certPem).join(''));
  if (isMalformed(parsed)) return parsed.reason;
  const chain = orderChain(parsed, owner.privateKey);
  if (isMalformed(chain)) return chain.reason;
  return chain.map(({ raw }) => certificates.find(({ der }) => raw.equals(der)));
}

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) =>
        permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
      );

test('leaf, issuer, root and a stranger in any order give leaf, issuer, root', (t) => {
  for (const file of permutations([leaf, issuer, root, stranger])) {
    t.deepEqual(order(file, leaf), [leaf, issuer, root]);
  }
});

const cases: readonly (readonly [string, TestCertificate[], TestCertificate, TestCertificate[]])[] = [
  ['a leaf alone', [leaf], leaf, [leaf]],
  ['a root that is not given is not missed', [leaf, issuer], leaf, [leaf, issuer]],
  ['a gap in the chain ends it', [leaf, root], leaf, [leaf]],
  ['a self-signed certificate', [alone], alone, [alone]],
  ['a self-signed certificate takes nobody above it', [alone, root], alone, [alone]],
  ['a certificate given twice counts once', [leaf, issuer, leaf, issuer], leaf, [leaf, issuer]],
  ['a namesake of the issuer is not its equal', [leaf, ...impostors, issuer], leaf, [leaf, issuer]],
  ['a root ends the chain', [leaf, issuer, root, cross, stranger], leaf, [leaf, issuer, root]],
  [
    'of two ways up, the first in the file',
    [leaf, issuer, cross, root, stranger],
    leaf,
    [leaf, issuer, cross, stranger],
  ],
  ['of two certificates of the key, the first', [renewed, leaf, issuer], leaf, [renewed, issuer]],
  ['the key of another one in the file', [leaf, issuer, alone], alone, [alone]],
];

for (const [name, file, owner, expected] of cases) {
  test(name, (t) => t.deepEqual(order(file, owner), expected));
}

test('a foreign key is told with the subject of the leaf', (t) => {
  const reason = 'the private key does not belong to the certificate (subject CN=a.example)';
  t.is(order([issuer, leaf], alone), reason);
  t.is(order([issuer, leaf], makeCertificate({ hosts: ['a.example'], key: 'rsa' })), reason);
});

const refused: readonly (readonly [name: string, text: string, reason: string])[] = [
  ['no block', 'text', 'tls.crt holds no certificate'],
  [
    'a key',
    leaf.keyPem,
    'tls.crt holds no certificate but a private key: tls.crt and tls.key may be swapped',
  ],
  ['another kind of block', pem('PKCS7', Buffer.of(1)), 'tls.crt holds no certificate, only PKCS7'],
  [
    'a second block of garbage',
    leaf.certPem + pem('CERTIFICATE', Buffer.from('garbage')),
    'block 2 of tls.crt is not a certificate, or is damaged',
  ],
  [
    'a second block that is cut',
    leaf.certPem + pem('CERTIFICATE', issuer.der.subarray(0, 100)),
    'block 2 of tls.crt is not a certificate, or is damaged',
  ],
  [
    'a second block that is not base64',
    `${leaf.certPem}${issuer.certPem.replace('\nM', '\n?')}`,
    'block 2 of tls.crt is not valid base64',
  ],
  [
    'a last block without END',
    leaf.certPem + issuer.certPem.replace(/-----END.*/, ''),
    'block 2 of tls.crt has no END line of its own',
  ],
];

for (const [name, text, reason] of refused) {
  test(`refuses ${name}`, (t) => t.deepEqual(read(text), { state: 'malformed', reason }));
}

test('blocks of other kinds beside a certificate are passed over', (t) => {
  const certificates = read(leaf.keyPem + leaf.certPem + pem('DH PARAMETERS', Buffer.of(1)));
  t.true(!isMalformed(certificates) && certificates.length === 1);
});
