import test from 'ava';
import { AzureAuthorityHosts, ChainedTokenCredential } from '@azure/identity';
import { CLOUDS } from '../../../src/azure/clouds.ts';
import { azureIdentity, staticToken } from '../../../src/azure/credential.ts';

test('the static token never expires', async (t) => {
  const credential = await staticToken('x')();
  const token = await credential.getToken('any');
  t.is(token?.token, 'x');
  t.true((token?.expiresOnTimestamp ?? 0) > Date.parse('2200-01-01'));
});

test('login hosts are those that the identity library knows', (t) => {
  t.deepEqual(
    Object.values(CLOUDS).map(({ authorityHost }) => authorityHost),
    [
      AzureAuthorityHosts.AzurePublicCloud,
      AzureAuthorityHosts.AzureGovernment,
      AzureAuthorityHosts.AzureChina,
    ],
  );
});

const { authorityHost } = CLOUDS.AzurePublicCloud;
const workload = { tenantId: '00000000-0000-0000-0000-000000000000', clientId: 'c', tokenFile: '/t' };

const namesOf = (chain: ChainedTokenCredential): readonly string[] => {
  const sources: readonly object[] = Reflect.get(chain, '_sources');
  return sources.map((source) => source.constructor.name);
};

for (const [name, options, expected] of [
  ['without a workload identity', { workload: null, managedClientId: null }, []],
  ['with one', { workload, managedClientId: 'm' }, ['WorkloadIdentityCredential']],
] as const) {
  test(`the chain ${name}`, async (t) => {
    const chain = await azureIdentity({ authorityHost, ...options })();
    if (!(chain instanceof ChainedTokenCredential)) return t.fail();
    return t.deepEqual(namesOf(chain), [...expected, 'ManagedIdentityCredential', 'AzureCliCredential']);
  });
}
