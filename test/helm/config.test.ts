/** What the chart writes into the file of `--config` is what `run` understands. */
import test from 'ava';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/load.ts';
import { NAMESPACE, render } from './helm.ts';
import { find } from './objects.ts';
import { withHelm } from './with-helm.ts';

async function configOf(...values: readonly string[]): Promise<unknown> {
  const objects = await render(values);
  return parse(find(objects, 'ConfigMap', 'edge-appgw-ingress').data!['config.yaml']!);
}

const becomes = test.macro({
  exec: async (t, values: readonly string[], expected: object) => {
    const file = await configOf(...values);
    t.like(file, expected);
    t.like(loadConfig({ flags: {}, environment: {}, file }), expected);
  },
  title: (_, values) => `settings of ${JSON.stringify(values)}`,
});
withHelm(becomes, [], {
  mode: 'apply',
  controllerName: 'azure/application-gateway',
  sslRedirect: true,
  defaultBackend: `${NAMESPACE}/edge-appgw-ingress-default-backend`,
  leaseNamespace: NAMESPACE,
  healthPort: 8081,
  metricsPort: 8080,
});
withHelm(becomes, ['instance=blue', 'mode=plan', 'logLevel=debug'], {
  instance: 'blue',
  mode: 'plan',
  logLevel: 'debug',
});
withHelm(becomes, ['namespaces={shop,blog,shop}'], { namespaces: ['blog', NAMESPACE, 'shop'] });
withHelm(becomes, ['azure.environment=AzureChinaCloud', 'sslRedirect=false', 'pfxEncryption=aes256'], {
  azureEnvironment: 'AzureChinaCloud',
  sslRedirect: false,
  pfxEncryption: 'aes256',
});

withHelm(
  becomes,
  [
    'config.defaults.requestTimeout=60',
    'config.policy.frontends={public}',
    'config.policy.keyVaults[0].namespaces={shop}',
    'config.policy.keyVaults[0].vaults={shop.vault.azure.net}',
    'config.gatewayWide.http2=true',
    'config.ifMatch=true',
    'config.writeInterval=30',
  ],
  {
    defaults: { requestTimeout: 60 },
    ifMatch: true,
    writeInterval: 30,
    policy: {
      frontends: ['public'],
      keyVaults: [{ namespaces: ['shop'], vaults: ['shop.vault.azure.net'] }],
    },
    gatewayWide: { http2: true },
  },
);

withHelm('what is not given is left to the controller', async (t) => {
  const config = (await configOf('defaultBackend.create=false')) as object;
  for (const setting of [
    'instance',
    'namespaces',
    'defaultBackend',
    'gatewayId',
    'defaults',
    'policy',
    'gatewayWide',
  ])
    t.false(setting in config, setting);
});
