import test from 'ava';
import type { JsonObject, RawGateway } from '../../../../../src/appgw/wire.ts';
import { encodePfx } from '../../../../../src/plan/pfx/pfx.ts';
import { makeAuthority, makeCertificate } from '../../../../helpers/certificates.ts';
import { at, readDer } from '../../../../helpers/der-reader.ts';
import { ID, child, childOf, listener, propertiesOf, ref, smallest, startArm } from '../_harness.ts';

const root = makeAuthority('root');
const leaf = makeCertificate({ hosts: ['a.example'], issuer: root });
const renewed = makeCertificate({ hosts: ['a.example'], issuer: root, serial: 2 });

const dataOf = (certificate: typeof leaf, encryption: '3des' | 'aes256' = '3des'): string =>
  Buffer.from(
    encodePfx({
      chain: [certificate.der, root.der],
      privateKey: certificate.privateKey.export({ type: 'pkcs8', format: 'der' }),
      password: 'pw',
      encryption,
    }),
  ).toString('base64');

const withCertificate = (properties: JsonObject, name = 'cert'): RawGateway =>
  smallest({
    sslCertificates: [child(name, properties)],
    httpListeners: [
      child('listener', listener({ protocol: 'Https', sslCertificate: ref('sslCertificates', name) })),
    ],
  });
const certificateOf = (document: RawGateway | JsonObject): JsonObject =>
  propertiesOf(childOf(document, 'sslCertificates'));

test('answers show the public part and never data or password; the data plane gets all', async (t) => {
  const arm = startArm(t);
  const data = dataOf(leaf);
  const put = await arm.settle(withCertificate({ data, password: 'pw' }));
  const shown = [put, await arm.get()].map(({ body }) => certificateOf(body));
  for (const properties of shown)
    t.deepEqual(Object.keys(properties), ['provisioningState', 'publicCertData']);
  t.like(certificateOf(arm.applied[0]!), { data, password: 'pw' });
  t.like(certificateOf(arm.arm.document(ID)!), { data, password: 'pw' });
});

test('the public part is a PKCS#7 bundle without signers: leaf, then chain', async (t) => {
  const { body } = await startArm(t).put(withCertificate({ data: dataOf(leaf), password: 'pw' }));
  const { publicCertData } = certificateOf(body) as { readonly publicCertData: string };
  const bundle = readDer(Buffer.from(publicCertData, 'base64'));
  const signedData = at(bundle, 1, 0);
  t.is(Buffer.from(at(bundle, 0).content).toString('hex'), '2a864886f70d010702');
  t.deepEqual(Buffer.from(at(signedData, 3).content), Buffer.concat([leaf.der, root.der]));
  t.is(at(signedData, 4).content.length, 0);
});

test('an entry without data keeps what is stored, also when it came from a GET', async (t) => {
  const arm = startArm(t);
  const data = dataOf(leaf);
  await arm.settle(withCertificate({ data, password: 'pw' }));
  await arm.settle((await arm.get()).body);
  await arm.settle(withCertificate({}, 'CERT'));
  t.is(arm.applied.length, 3);
  for (const document of arm.applied) t.like(certificateOf(document), { data, password: 'pw' });
});

test('new data under the old name replaces it', async (t) => {
  const arm = startArm(t);
  await arm.settle(withCertificate({ data: dataOf(leaf), password: 'pw' }));
  const before = certificateOf((await arm.get()).body)['publicCertData'];
  await arm.settle(withCertificate({ data: dataOf(renewed), password: 'pw' }));
  t.not(certificateOf((await arm.get()).body)['publicCertData'], before);
});

const refused = test.macro(async (t, properties: JsonObject, code: string, message: RegExp) => {
  const answer = await startArm(t).put(withCertificate(properties));
  t.is(answer.status, 400);
  const { error } = answer.body as unknown as { error: { code: string; message: string } };
  t.is(error.code, code);
  t.regex(error.message, message);
});
const data = dataOf(leaf);
test(
  'no data for a new name',
  refused,
  {},
  'ApplicationGatewaySslCertificateDataMustBeSpecified',
  /sslCertificates\/cert/,
);
test(
  'no password',
  refused,
  { data },
  'ApplicationGatewaySslCertificatePasswordMustBeSpecified',
  /^Password not specified for certificate /,
);
test(
  'a wrong password',
  refused,
  { data, password: 'no' },
  'ApplicationGatewaySslCertificateInvalidPassword',
  /^Password specified for certificate .* is incorrect\.$/,
);
test(
  'data that is no PFX',
  refused,
  { data: 'AAAA', password: 'pw' },
  'ApplicationGatewaySslCertificateInvalidData',
  /^Data or Password for certificate .* is invalid\.$/,
);
test(
  'data over 16 KB',
  refused,
  { data: 'A'.repeat(22_000), password: 'pw' },
  'ApplicationGatewaySslCertificateSizeLimitReached',
  /16384/,
);

test('AES encryption is accepted unless the switch refuses it', async (t) => {
  const document = withCertificate({ data: dataOf(leaf, 'aes256'), password: 'pw' });
  t.is((await startArm(t).put(document)).status, 201);
  const strict = startArm(t, { refuse: ['aesPfx'] });
  t.like((await strict.put(document)).body, {
    error: { code: 'ApplicationGatewaySslCertificateInvalidPassword' },
  });
  t.is((await strict.put(withCertificate({ data, password: 'pw' }))).status, 201);
});

test('a Key Vault certificate needs no data', async (t) => {
  const keyVaultSecretId = 'https://v.vault.azure.net/secrets/s';
  const arm = startArm(t);
  t.is((await arm.settle(withCertificate({ keyVaultSecretId }))).status, 201);
  t.is((await arm.settle((await arm.get()).body)).status, 200);
  t.is(certificateOf((await arm.get()).body)['keyVaultSecretId'], keyVaultSecretId);
});
