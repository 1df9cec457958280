/** Every kind that the core reads, from an API server, with the rights of the chart and no others. */
import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../src/clock/clock.ts';
import { NO_REFERENCES } from '../../src/cluster/references.ts';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import { createAccess } from '../../src/kube/access.ts';
import { createKubeClient } from '../../src/kube/client.ts';
import { createClusterSource } from '../../src/kube/cluster-source.ts';
import { readObject } from '../../src/manifests/kinds/read-object.ts';
import { ingress } from '../helpers/objects.ts';
import { pod } from '../helpers/pods.ts';
import { PROHIBITED_TARGET_DEFINITION, REWRITE_DEFINITION } from './agic-definitions.ts';
import { startApiServer } from './api-server/api-server.ts';
import type { KubeInput } from './api-server/contracts.ts';
import { eventually } from './scenario/lab.ts';
import { CHART, SURROUNDINGS, toKube } from './scenario/objects.ts';

const named = (apiVersion: string, kind: string, name: string, members: object): KubeInput => ({
  apiVersion,
  kind,
  metadata: { name, ...(kind !== 'Node' && { namespace: 'shop' }) },
  ...members,
});
const REWRITE = named('appgw.ingress.azure.io/v1beta1', 'AzureApplicationGatewayRewrite', 'headers', {
  spec: { rewriteRules: [{ name: 'r', ruleSequence: 1 }] },
});
const TARGET = named('appgw.ingress.k8s.io/v1', 'AzureIngressProhibitedTarget', 'legacy', {
  spec: { hostname: 'a.com', paths: ['/x/*'] },
});
const NODE = named('v1', 'Node', 'n1', {});
const ADDRESSES = [{ type: 'InternalIP', address: '10.9.0.4' }];
const POD = toKube(pod());
const opaque = (name: string) => named('v1', 'Secret', name, { type: 'Opaque', data: { 'ca.crt': 'cGVt' } });
const configMap = (name: string) => named('v1', 'ConfigMap', name, { data: { 'ca.crt': 'pem' } });

/** The rights of the chart, and the namespaces; its own kind is read by others. */
const GIVEN = SURROUNDINGS.filter(({ kind }) => kind !== 'CustomResourceDefinition');

async function startSource(t: ExecutionContext, ...objects: readonly KubeInput[]) {
  const api = await startApiServer();
  t.teardown(() => api.close());
  await api.load([...GIVEN, ...objects]);
  const access = createAccess({
    kind: 'server',
    server: api.url,
    token: await api.serviceAccountToken(CHART.namespace, CHART.account),
    ...(api.ca !== null && { ca: api.ca }),
  });
  const client = createKubeClient({ access, clock: systemClock, userAgent: 'test' });
  const errors: string[] = [];
  const source = createClusterSource({
    client,
    clock: systemClock,
    namespaces: null,
    references: ({ ingresses }) =>
      ingresses.length === 0
        ? NO_REFERENCES
        : { secrets: new Set(), caSecrets: new Set(['shop/ca']), configMaps: new Set(['shop/ca']) },
    diagnoseUnreadable: ({ kind, namespace, name, error }) =>
      diagnose('SECRETS_UNREADABLE', null, { kind, namespace, name, reason: error.message }),
    onError: ({ message }, { kind }) => errors.push(`${kind}: ${message}`),
  });
  t.teardown(() => client.close());
  t.teardown(() => source.stop());
  source.start();
  await source.synced;
  return { api, source, errors, snapshot: () => source.snapshot().snapshot };
}

test('every kind, and of Secrets and ConfigMaps those that are referred to', async (t) => {
  const { api, snapshot, errors } = await startSource(
    t,
    PROHIBITED_TARGET_DEFINITION,
    REWRITE_DEFINITION,
    REWRITE,
    TARGET,
    NODE,
    opaque('ca'),
    opaque('other'),
    configMap('ca'),
    configMap('other'),
    POD,
    toKube(ingress({ rules: { 'a.com': ['/'] } })),
  );
  await api.admin.patch(NODE, { status: { addresses: ADDRESSES } }, { subresource: 'status' });
  await api.admin.patch(POD, { status: { podIP: '10.0.0.1' } }, { subresource: 'status' });
  const addressesOf = () =>
    snapshot()
      .pods.selected('shop', { app: 'web' })
      .map(({ status }) => status.podIP);
  await eventually('the address of the pod', addressesOf, ([address]) => address === '10.0.0.1');
  const { nodes, namespaces, configMaps, secrets, rewrites, prohibitedTargets } = snapshot();
  t.deepEqual(nodes.get('n1')?.status.addresses, ADDRESSES);
  t.like(namespaces.get('shop')?.metadata, { name: 'shop', namespace: '' });
  t.deepEqual([[...secrets.keys()], [...configMaps.keys()]], [['shop/ca'], ['shop/ca']]);
  t.like(rewrites.get('shop/headers'), { spec: { rewriteRules: [{ name: 'r', ruleSequence: 1 }] } });
  t.like(prohibitedTargets.get('shop/legacy'), { spec: { hostname: 'a.com', paths: ['/x/*'] } });
  t.deepEqual(errors, []);
});

test('without the definitions of AGIC nobody waits; once installed, their objects arrive', async (t) => {
  const { api, snapshot, errors } = await startSource(t);
  t.is(snapshot().prohibitedTargets.size, 0);
  await api.admin.create(PROHIBITED_TARGET_DEFINITION);
  await api.admin.create(TARGET);
  await eventually(
    'the target',
    () => snapshot().prohibitedTargets.size,
    (size) => size === 1,
  );
  t.deepEqual(errors, []);
});

const REWRITES = (spec: object): KubeInput => ({ ...REWRITE, spec });
const TARGETS = (...paths: readonly unknown[]): KubeInput => ({ ...TARGET, spec: { paths } });
const header = (actionType: unknown): KubeInput =>
  REWRITES({ rewriteRules: [{ actions: { responseHeaderConfigurations: [{ actionType }] } }] });
for (const [title, object, verdict] of [
  ['a rewrite without rules', REWRITES({}), 'object'],
  ['a rewrite with no rule', REWRITES({ rewriteRules: [] }), 'refused'],
  ['a header that is set', header('set'), 'object'],
  ['a header that is added', header('add'), 'refused'],
  ['a sequence in words', REWRITES({ rewriteRules: [{ ruleSequence: 'one' }] }), 'refused'],
  ['/* as prohibited path', TARGETS('/*'), 'object'],
  ['/x as prohibited path', TARGETS('/x'), 'refused'],
  ['a number as prohibited path', TARGETS(5), 'refused'],
] as const) {
  test(`files and definitions agree on ${title}`, async (t) => {
    const api = await startApiServer();
    t.teardown(() => api.close());
    await api.load([...GIVEN, PROHIBITED_TARGET_DEFINITION, REWRITE_DEFINITION]);
    t.is(readObject(object).outcome, verdict);
    const created = api.admin.create(object);
    await (verdict === 'object' ? t.notThrowsAsync(created) : t.throwsAsync(created));
  });
}
