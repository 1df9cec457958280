import test from 'ava';
import type { JsonObject, RawGateway } from '../../../../../src/appgw/wire.ts';
import type { VaultSecret } from '../../../../../src/emulator/arm/certificates/vault.ts';
import { scripted } from '../../../../../src/emulator/arm/faults/scripted.ts';
import { makeCertificate } from '../../../../helpers/certificates.ts';
import { child, smallest, startArm } from '../_harness.ts';

const ID = 'https://shop.vault.azure.net/secrets/web';
const LEAF = makeCertificate({ hosts: ['a.com'] });
const PEM: VaultSecret = { kind: 'pem', pem: LEAF.certPem + LEAF.keyPem };
const identity = { type: 'UserAssigned', userAssignedIdentities: { '/identities/a': {} } };
const gateway = (members: Partial<RawGateway> = { identity }): RawGateway => ({
  ...smallest({ sslCertificates: [child('kv', { keyVaultSecretId: ID })] }),
  ...members,
});
const certificateOf = ({ properties }: RawGateway): JsonObject =>
  (properties['sslCertificates'] as unknown as readonly [{ properties: JsonObject }])[0].properties;

test('the data plane gets the key; an answer shows the public part', async (t) => {
  const arm = startArm(t, { vault: () => PEM });
  await arm.settle(gateway());
  t.is(Buffer.from(certificateOf(arm.applied[0]!)['data'] as string, 'base64').toString(), PEM.pem);
  const shown = certificateOf((await arm.get()).body as unknown as RawGateway);
  t.deepEqual(Object.keys(shown).toSorted(), ['keyVaultSecretId', 'provisioningState', 'publicCertData']);
});

test('each PUT looks again', async (t) => {
  let asked = 0;
  const arm = startArm(t, { vault: () => ((asked += 1), PEM) });
  await arm.settle(gateway());
  await arm.settle((await arm.get()).body);
  t.is(asked, 2);
});

for (const [what, secret, members, code] of [
  ['not there', null, { identity }, 'SecretNotFound'],
  ['refused', { kind: 'failure', code: 'SecretDisabled', message: 'off' }, { identity }, 'SecretDisabled'],
  ['disabled', { kind: 'problem', problem: 'disabled' }, { identity }, 'SecretDisabled'],
  [
    'not allowed',
    { kind: 'problem', problem: 'denied' },
    { identity },
    'ApplicationGatewayKeyVaultSecretAccessDenied',
  ],
  [
    'behind a firewall',
    { kind: 'problem', problem: 'firewall' },
    { identity },
    'KeyVaultHasRestrictedAccess',
  ],
  [
    'no PFX',
    { kind: 'pfx', pfx: 'AAAA', password: '' },
    { identity },
    'ApplicationGatewaySslCertificateInvalidData',
  ],
  ['no identity', PEM, {}, 'ApplicationGatewayKeyVaultIdentityMustBeSpecified'],
] as const) {
  test(`${what}: the operation fails, and what was served is served`, async (t) => {
    const arm = startArm(t, { vault: () => secret });
    const { headers } = await arm.settle(gateway(members));
    const url = new URL(String(headers['azure-asyncoperation']));
    const { body } = await arm.call('GET', `${url.pathname}${url.search}`);
    t.like(body, {
      status: 'Failed',
      error: { code: 'ApplicationGatewayKeyVaultSecretException', details: [{ code }] },
    });
    t.true(JSON.stringify(body).includes(ID));
    t.deepEqual(arm.applied, []);
    t.like((await arm.get()).body, { properties: { provisioningState: 'Failed' } });
  });
}

test('without a vault nothing is looked up', async (t) => {
  const arm = startArm(t);
  await arm.settle(gateway({}));
  t.is(certificateOf(arm.applied[0]!)['data'], undefined);
});

test('a fault shuts every vault for one operation, whatever is in it', async (t) => {
  const faults = [scripted([{ on: 'put', action: { kind: 'operation', vault: 'denied' } }])];
  const arm = startArm(t, { faults, vault: () => PEM });
  await arm.settle(gateway());
  t.like((await arm.get()).body, { properties: { provisioningState: 'Failed' } });
  await arm.settle(gateway());
  t.like((await arm.get()).body, { properties: { provisioningState: 'Succeeded' } });
});

test('a fault of the vault does not touch a gateway without its certificates', async (t) => {
  const faults = [scripted([{ on: 'put', action: { kind: 'operation', vault: 'denied' } }])];
  const arm = startArm(t, { faults });
  await arm.settle(smallest());
  t.like((await arm.get()).body, { properties: { provisioningState: 'Succeeded' } });
});
