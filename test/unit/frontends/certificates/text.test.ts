import test from 'ava';
import type { Secret } from '../../../../src/cluster/objects.ts';
import { readText } from '../../../../src/frontends/certificates/text.ts';
import { makeCertificate } from '../../../helpers/certificates.ts';

const { certPem, der } = makeCertificate({ hosts: ['a.example'] });

const secretWith = (value?: string): Secret => ({
  kind: 'Secret',
  metadata: { namespace: 'team', name: 'tls' },
  type: 'kubernetes.io/tls',
  data: value === undefined ? {} : { 'tls.crt': value },
});

const refused: readonly (readonly [name: string, value: string | undefined, reason: string])[] = [
  ['an absent key', undefined, 'it has no tls.crt'],
  ['an empty value', '', 'tls.crt is empty'],
  ['a blank value', btoa(' \n'), 'tls.crt is empty'],
  ['what is not base64', 'not base64!', 'tls.crt is not base64'],
  ['plain PEM', certPem, 'tls.crt is plain PEM where base64 is expected (plain text belongs in stringData)'],
  ['what is not PEM', btoa('hello'), 'tls.crt holds no PEM block'],
  ['PEM encoded twice', btoa(btoa(certPem)), 'tls.crt holds no PEM block: it is encoded in base64 twice'],
  [
    'DER',
    Buffer.from(der).toString('base64'),
    'tls.crt holds no PEM block: it looks like DER or PKCS#12, which must be converted to PEM',
  ],
];

for (const [name, value, reason] of refused) {
  test(`refuses ${name}`, (t) =>
    t.deepEqual(readText(secretWith(value), 'tls.crt'), { state: 'malformed', reason }));
}

test('gives PEM as it stands, also from base64 in lines', (t) => {
  t.deepEqual(readText(secretWith(btoa(certPem)), 'tls.crt'), { text: certPem });
  t.deepEqual(readText(secretWith(btoa(certPem).replace(/.{76}/g, '$&\n')), 'tls.crt'), { text: certPem });
});

test('a Secret without data has none of the keys', (t) => {
  const secret: Secret = { kind: 'Secret', metadata: { namespace: 'team', name: 'tls' } };
  t.deepEqual(readText(secret, 'tls.key'), { state: 'malformed', reason: 'it has no tls.key' });
});
