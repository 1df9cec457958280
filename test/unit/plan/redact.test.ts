import { createHash } from 'node:crypto';
import test from 'ava';
import type { JsonObject } from '../../../src/appgw/wire.ts';
import { redact } from '../../../src/plan/redact.ts';
import { blankGateway } from '../../helpers/desired.ts';

const certificate = (properties: JsonObject): JsonObject => ({ name: 'c', properties });
const digest = (bytes: string): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const prints = test.macro((t, collection: string, properties: JsonObject, expected: JsonObject) => {
  const document = blankGateway({ [collection]: [certificate(properties)] });
  const copy = structuredClone(document);
  const printed = redact(document);
  t.deepEqual(printed, blankGateway({ [collection]: [certificate(expected)] }));
  t.deepEqual(redact(printed), printed);
  t.deepEqual(document, copy);
});

test(
  'data and password',
  prints,
  'sslCertificates',
  { data: btoa('pfx'), password: 'secret', x: 1 },
  { data: digest('pfx'), password: '***', x: 1 },
);
test(
  'in another case',
  prints,
  'SSLCertificates',
  { Data: btoa('pfx'), PASSWORD: 'secret' },
  { Data: digest('pfx'), PASSWORD: '***' },
);
test('data that is no text', prints, 'sslCertificates', { data: { a: 1 } }, { data: digest('{"a":1}') });
test(
  'public data',
  prints,
  'sslCertificates',
  { publicCertData: 'MIIB', keyVaultSecretId: 'k' },
  { publicCertData: 'MIIB', keyVaultSecretId: 'k' },
);
test('trusted roots', prints, 'trustedRootCertificates', { data: 'MIIB' }, { data: 'MIIB' });

test('what is no certificate', (t) => {
  const document = blankGateway({ sslCertificates: [null, 'x', { name: 'c' }] });
  t.deepEqual(redact(document), document);
  t.is(redact(blankGateway()).properties['sslCertificates'], undefined);
});
