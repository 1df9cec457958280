/** What the controller may do: enough, and no more. That it is enough is also shown by the scenarios under that role. */
import { withHelm } from './with-helm.ts';
import { NAMESPACE, render } from './helm.ts';
import type { KubeObject } from './objects.ts';

interface Grant {
  /** Null: everywhere. */
  readonly namespace: string | null;
  /** `group/resource` or `resource`, with `:name` where only that one may be touched. */
  readonly what: string;
  readonly verbs: string;
}

function grantsOf(objects: readonly KubeObject[]): readonly Grant[] {
  return objects
    .filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole')
    .flatMap(({ metadata, rules = [] }) =>
      rules.flatMap(({ apiGroups, resources, resourceNames = [], verbs }) =>
        apiGroups.flatMap((group) =>
          resources.map((resource) => ({
            namespace: metadata.namespace ?? null,
            what: `${group === '' ? '' : `${group}/`}${resource}${resourceNames.map((name) => `:${name}`).join('')}`,
            verbs: verbs.join(' '),
          })),
        ),
      ),
    );
}

const CLUSTER: readonly (readonly [string, string])[] = [
  ['networking.k8s.io/ingressclasses', 'list watch'],
  ['appgw-ingress.dev/applicationgateways', 'get list watch'],
  ['appgw-ingress.dev/applicationgateways/status', 'patch'],
  ['nodes', 'list watch'],
  ['namespaces', 'list watch'],
  ['namespaces:kube-system', 'get'],
  ['acn.azure.com/nodenetworkconfigs', 'list'],
];
const NAMESPACED: readonly (readonly [string, string])[] = [
  ['networking.k8s.io/ingresses', 'get list watch'],
  ['networking.k8s.io/ingresses/status', 'patch'],
  ['services', 'list watch'],
  ['secrets', 'list watch'],
  ['configmaps', 'list watch'],
  ['pods', 'list watch'],
  ['discovery.k8s.io/endpointslices', 'list watch'],
  ['appgw.ingress.azure.io/azureapplicationgatewayrewrites', 'list watch'],
  ['appgw.ingress.k8s.io/azureingressprohibitedtargets', 'list watch'],
  ['events.k8s.io/events', 'create patch'],
];
const OWN: readonly (readonly [string, string])[] = [
  ['coordination.k8s.io/leases', 'get list watch create update'],
  ['configmaps:edge-appgw-ingress-default-backend-redirect-hosts', 'get patch'],
  ['acn.azure.com/overlayextensionconfigs', 'create'],
  ['acn.azure.com/overlayextensionconfigs:agic-overlay-extension-config', 'get'],
];

const at = (namespace: string | null, rules: readonly (readonly [string, string])[]): readonly Grant[] =>
  rules.map(([what, verbs]) => ({ namespace, what, verbs }));

withHelm('all namespaces', async (t) => {
  t.deepEqual(grantsOf(await render()), [...at(null, [...CLUSTER, ...NAMESPACED]), ...at(NAMESPACE, OWN)]);
});

const ID =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Network/applicationGateways/g';

withHelm('a gateway without an object: one ConfigMap more, which is the chart’s', async (t) => {
  const name = 'appgw-ingress-blue-held-back';
  const objects = await render(['instance=blue', `config.gatewayId=${ID}`]);
  const grants = grantsOf(objects);
  const usual = grantsOf(await render());
  t.deepEqual(
    grants.filter(({ what }) => !usual.some((grant) => grant.what === what)),
    [{ namespace: NAMESPACE, what: `configmaps:${name}`, verbs: 'get patch' }],
  );
  t.is(grants.length, usual.length + 1);
  const map = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
  t.is(map?.metadata.namespace, NAMESPACE);
  t.false('data' in map!);
});

withHelm('a list of namespaces: nothing namespaced is granted everywhere', async (t) => {
  t.deepEqual(grantsOf(await render(['namespaces={shop,blog}'])), [
    ...at(null, CLUSTER),
    ...at('blog', NAMESPACED),
    ...at(NAMESPACE, NAMESPACED),
    ...at('shop', NAMESPACED),
    ...at(
      'default',
      NAMESPACED.filter(([what]) => what.endsWith('/events')),
    ),
    ...at(NAMESPACE, OWN),
  ]);
});

withHelm('every role is bound to the account of the controller, and to nobody else', async (t) => {
  const objects = await render(['namespaces={shop}', 'serviceAccount.name=edge']);
  const key = ({ kind, metadata }: KubeObject): string =>
    `${kind.replace('Binding', '')} ${metadata.namespace} ${metadata.name}`;
  const bindings = objects.filter(({ kind }) => kind.endsWith('RoleBinding'));
  const roles = objects.filter(({ kind }) => kind.endsWith('Role'));
  t.deepEqual(bindings.map(key), roles.map(key));
  for (const { kind, metadata, roleRef, subjects } of bindings) {
    t.like(roleRef, { kind: kind.replace('Binding', ''), name: metadata.name });
    t.deepEqual(subjects, [{ kind: 'ServiceAccount', name: 'edge', namespace: NAMESPACE }]);
  }
});

withHelm('two releases of one name in two namespaces do not share a cluster role', async (t) => {
  const names = (await render())
    .filter(({ kind }) => kind === 'ClusterRole')
    .map(({ metadata }) => metadata.name);
  t.deepEqual(names, [`${NAMESPACE}.edge-appgw-ingress`]);
});
