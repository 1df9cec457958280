/** The chart as a whole: it lints, renders what the goldens say, and refuses values that it does not know. */
import { readFileSync } from 'node:fs';
import test from 'ava';
import yaml from 'yaml';
import { CASES, renderCase } from './cases.ts';
import { CHART, describeHelm, helm, renderText } from './helm.ts';
import { withHelm } from './with-helm.ts';

test('which helm', (t) => {
  t.log(describeHelm());
  t.deepEqual(
    CASES.map(({ name }) => name),
    ['defaults', 'everything', 'gateway-by-setting', 'namespaced', 'single-gateway', 'webhooks'],
  );
});

test('chart, image and package have one version', (t) => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  t.like(yaml.parse(readFileSync(`${CHART}/Chart.yaml`, 'utf8')), { version, appVersion: version });
});

withHelm('lint', async (t) => {
  const { code, stdout } = await helm(['lint', '--strict', CHART]);
  t.is(code, 0, stdout);
});

const parse = (text: string): unknown =>
  yaml.parseAllDocuments(text).map((document) => document.toJS() as unknown);

for (const one of CASES) {
  withHelm(`golden ${one.name}`, async (t) => {
    t.regex(readFileSync(one.values, 'utf8'), /^# why: \S/);
    t.deepEqual(
      parse(await renderCase(one)),
      parse(readFileSync(one.out, 'utf8')),
      `${one.name} differs: if it should, npm run golden:helm`,
    );
  });
}

const ID = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Network';

const refuses = test.macro({
  exec: async (t, value: string, at: RegExp) => {
    const error = await t.throwsAsync(renderText(['--set', value]));
    t.regex(error?.message ?? '', at);
  },
  title: (_, value: string) => `refuses ${value}`,
});
withHelm(refuses, 'replcas=3', /replcas/);
withHelm(refuses, 'replicas=0', /replicas/);
withHelm(refuses, 'replicas=two', /replicas/);
withHelm(refuses, 'mode=destroy', /mode/);
withHelm(refuses, 'instance=Has.Dots', /instance/);
withHelm(refuses, 'instance=seventeen-letters', /instance/);
withHelm(refuses, 'namespaces={Shop}', /namespaces/);
withHelm(refuses, 'gateway.resourceId=edge', /resourceId/);
withHelm(refuses, `gateway.resourceId=${ID}/loadBalancers/edge`, /resourceId/);
withHelm(refuses, 'gateway.address.override=not a name', /override/);
withHelm(refuses, 'gateway.adress.type=ip', /adress/);
withHelm(refuses, 'config.policy.hostclaims=x', /hostclaims/);
withHelm(refuses, 'config.policy.frontends={internal}', /frontends/);
withHelm(refuses, 'config.defaults.requestTimeout=soon', /requestTimeout/);
withHelm(refuses, 'config.gatewayWide.http3=true', /http3/);
withHelm(refuses, 'gateway.policy.hostclaims=x', /hostclaims/);
withHelm(refuses, `config.gatewayId=${ID}/applicationGateways/edge`, /instance has to be set/);
withHelm(
  refuses,
  `instance=a,config.gatewayId=${ID}/applicationGateways/e,gateway.resourceId=${ID}/applicationGateways/e`,
  /gateway\.resourceId is set too/,
);
withHelm(refuses, 'ingressClass.name=', /ingressClass/);
withHelm(refuses, 'image.digest=latest', /digest/);
withHelm(refuses, 'defaultBackend.serviceType=LoadBalancer', /serviceType/);
withHelm(refuses, 'defaultBackend.service=no-namespace', /service/);
withHelm(refuses, 'azure.environment=AzureGermanCloud', /environment/);

const accepts = test.macro({
  exec: async (t, value: string) => {
    await t.notThrowsAsync(renderText(['--set', value]));
  },
  title: (_, value: string) => `accepts ${value}`,
});
withHelm(accepts, `gateway.resourceId=${ID}/applicationGateways/edge`);
withHelm(accepts, `gateway.resourceId=${ID.toUpperCase()}/APPLICATIONGATEWAYS/EDGE`);
withHelm(accepts, 'global.parent=1');
withHelm(accepts, 'affinity.podAntiAffinity=null');
