import test from 'ava';
import { CLOUDS, type CloudName } from '../../../src/azure/clouds.ts';
import { CONFIG } from '../../../src/config/schema.ts';

for (const [name, login, arm, vaultSuffix] of [
  ['AzurePublicCloud', 'login.microsoftonline.com', 'management.azure.com', 'vault.azure.net'],
  [
    'AzureUSGovernment',
    'login.microsoftonline.us',
    'management.usgovcloudapi.net',
    'vault.usgovcloudapi.net',
  ],
  ['AzureChinaCloud', 'login.chinacloudapi.cn', 'management.chinacloudapi.cn', 'vault.azure.cn'],
] as const satisfies readonly (readonly [CloudName, string, string, string])[]) {
  test(name, (t) =>
    t.deepEqual(CLOUDS[name], {
      authorityHost: `https://${login}`,
      armEndpoint: `https://${arm}`,
      armScope: `https://${arm}/.default`,
      vaultSuffix,
    }),
  );
}

test('the configuration knows exactly these', (t) => {
  for (const azureEnvironment of Object.keys(CLOUDS)) t.true(CONFIG.safeParse({ azureEnvironment }).success);
  t.false(CONFIG.safeParse({ azureEnvironment: 'AzureGermanCloud' }).success);
});
