import test from 'ava';
import { X509Certificate } from 'node:crypto';
import { namesOf, subjectOf } from '../../../../src/frontends/certificates/names.ts';
import { makeCertificate, type CertificateOptions } from '../../../helpers/certificates.ts';

const certificate = (options: CertificateOptions): X509Certificate =>
  new X509Certificate(makeCertificate(options).der);

const cases: readonly (readonly [name: string, options: CertificateOptions, expected: readonly string[]])[] =
  [
    ['alternative names in order', { hosts: ['b.example', '*.a.example'] }, ['b.example', '*.a.example']],
    ['in lower case', { hosts: ['A.Example'] }, ['a.example']],
    ['without the common name beside them', { hosts: ['a.example'], commonName: 'b.example' }, ['a.example']],
    ['the common name alone', { hosts: [], commonName: 'Old.Example' }, ['old.example']],
  ];

for (const [name, options, expected] of cases) {
  test(`gives ${name}`, (t) => t.deepEqual(namesOf(certificate(options)), expected));
}

test('a separator inside a name does not smuggle in another name', (t) => {
  const names = namesOf(certificate({ hosts: ['x, DNS:evil.example, DNS:y', 'last.example'] }));
  t.false(names.includes('evil.example'));
  t.true(names.includes('last.example'));
});

test('a subject is one line of bounded length', (t) => {
  t.is(subjectOf(certificate({ hosts: ['a.example'] })), 'CN=a.example');
  t.is(subjectOf(certificate({ hosts: [], commonName: 'x'.repeat(300) })).length, 120);
});
