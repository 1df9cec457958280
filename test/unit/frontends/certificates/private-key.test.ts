import test from 'ava';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { isMalformed } from '../../../../src/frontends/certificates/malformed.ts';
import { splitPem } from '../../../../src/frontends/certificates/pem.ts';
import { readPrivateKey } from '../../../../src/frontends/certificates/private-key.ts';
import { makeCertificate, pem } from '../../../helpers/certificates.ts';

const rsa = makeCertificate({ hosts: ['a.example'], key: 'rsa' });
const ec = makeCertificate({ hosts: ['a.example'], key: 'ec' });
const p384 = makeCertificate({ hosts: ['a.example'], key: 'ec-p384' });

/** `prime256v1`, as `openssl ecparam -genkey` puts it in front of the key. */
const EC_PARAMETERS = pem('EC PARAMETERS', Buffer.from('06082a8648ce3d030107', 'hex'));
const oneLine = (text: string): string => text.replaceAll('\n', '');
const read = (text: string): ReturnType<typeof readPrivateKey> => readPrivateKey(splitPem(text));

const readable: readonly (readonly [name: string, text: string, key: KeyObject])[] = [
  ['RSA in PKCS#8', rsa.keyPem, rsa.privateKey],
  ['RSA in PKCS#1', rsa.keyPemTraditional, rsa.privateKey],
  ['EC in PKCS#8', ec.keyPem, ec.privateKey],
  ['EC in SEC1', ec.keyPemTraditional, ec.privateKey],
  ['P-384 in SEC1', p384.keyPemTraditional, p384.privateKey],
  ['EC PARAMETERS in front', EC_PARAMETERS + ec.keyPemTraditional, ec.privateKey],
  ['a certificate in front', ec.certPem + ec.keyPem, ec.privateKey],
  ['CRLF', ec.keyPem.replaceAll('\n', '\r\n'), ec.privateKey],
  ['text around', `Key Attributes: none\n${ec.keyPem}\n\n \n`, ec.privateKey],
  ['one line', oneLine(ec.keyPem), ec.privateKey],
  ['the first of two keys', ec.keyPem + rsa.keyPem, ec.privateKey],
];

for (const [name, text, expected] of readable) {
  test(`reads ${name}`, (t) => {
    const key = read(text);
    t.true(!isMalformed(key) && key.equals(expected));
  });
}

const encrypted = rsa.privateKey.export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase: 'x',
});
const encryptedPkcs1 = rsa.privateKey.export({
  type: 'pkcs1',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase: 'x',
});
const { privateKey: pss } = generateKeyPairSync('rsa-pss', { modulusLength: 1024 });
const ed25519 = makeCertificate({ hosts: [], key: 'ed25519' }).keyPem;
const TAKEN = 'Application Gateway takes RSA and EC keys';

const refused: readonly (readonly [name: string, text: string, reason: string])[] = [
  ['no block', 'text', 'tls.key holds no private key'],
  [
    'a certificate',
    ec.certPem,
    'tls.key holds no private key but a certificate: tls.crt and tls.key may be swapped',
  ],
  ['parameters only', EC_PARAMETERS, 'tls.key holds no private key, only EC PARAMETERS'],
  [
    'encrypted PKCS#8',
    encrypted,
    'block 1 of tls.key (ENCRYPTED PRIVATE KEY) is encrypted: store the key without a passphrase',
  ],
  [
    'encrypted PKCS#1',
    encryptedPkcs1,
    'block 1 of tls.key (RSA PRIVATE KEY) is encrypted: store the key without a passphrase',
  ],
  ['Ed25519', ed25519, `block 1 of tls.key (PRIVATE KEY) is a key of type ed25519; ${TAKEN}`],
  [
    'RSA-PSS',
    pss.export({ type: 'pkcs8', format: 'pem' }),
    `block 1 of tls.key (PRIVATE KEY) is a key of type rsa-pss; ${TAKEN}`,
  ],
  [
    'the format of OpenSSH',
    pem('OPENSSH PRIVATE KEY', Buffer.from('x')),
    'block 1 of tls.key (OPENSSH PRIVATE KEY) is in a format that is not known here: use PKCS#8, PKCS#1 or SEC1',
  ],
  [
    'a wrong label',
    ec.keyPemTraditional.replaceAll('EC PRIVATE', 'PRIVATE'),
    'block 1 of tls.key (PRIVATE KEY) is damaged or not the kind of key that it says',
  ],
  [
    'a cut key behind parameters',
    EC_PARAMETERS +
      pem('EC PRIVATE KEY', ec.privateKey.export({ type: 'sec1', format: 'der' }).subarray(0, 50)),
    'block 2 of tls.key (EC PRIVATE KEY) is damaged or not the kind of key that it says',
  ],
  [
    'base64 with a stray character',
    ec.keyPem.replace('\nM', '\n!'),
    'block 1 of tls.key (PRIVATE KEY) is not valid base64',
  ],
  [
    'no END line',
    ec.keyPem.replace(/-----END.*/, ''),
    'block 1 of tls.key (PRIVATE KEY) has no END line of its own',
  ],
];

for (const [name, text, reason] of refused) {
  test(`refuses ${name}`, (t) => t.deepEqual(read(text), { state: 'malformed', reason }));
}
