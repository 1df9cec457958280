import test from 'ava';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import type { Status } from '../../kube/api-server/failures.ts';
import { configMap, ingress, namespace, role, roleBinding, secret, serviceAccount } from './objects.ts';

const server = await startApiServer({
  users: [{ token: 'static-token', name: 'jane', groups: ['viewers'] }],
});
const INGRESSES = '/apis/networking.k8s.io/v1/namespaces/default/ingresses';
const SECRETS = '/api/v1/namespaces/default/secrets';
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

await server.load([
  namespace('other'),
  serviceAccount('controller'),
  serviceAccount('nobody'),
  ingress('web'),
  secret('named'),
  secret('hidden'),
  configMap('held'),
  role(
    'controller',
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['*'] },
    { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'], resourceNames: ['named'] },
    { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
  ),
  roleBinding('controller', 'controller', 'controller'),
]);
const controller = server.clientOf(await server.serviceAccountToken('default', 'controller'));
const nobody = server.clientOf(await server.serviceAccountToken('default', 'nobody'));
const jane = server.clientOf('static-token');
test.after.always(() => server.close());

const cases: readonly (readonly [
  title: string,
  method: string,
  path: string,
  status: number,
  body?: unknown,
])[] = [
  ['list', 'GET', INGRESSES, 200],
  ['list of all namespaces', 'GET', '/apis/networking.k8s.io/v1/ingresses', 403],
  ['another namespace', 'GET', INGRESSES.replace('default', 'other'), 403],
  ['get', 'GET', `${INGRESSES}/web`, 200],
  ['a verb that is not granted', 'DELETE', `${INGRESSES}/web`, 403],
  ['the object, where only its status is granted', 'PATCH', `${INGRESSES}/web`, 403, {}],
  ['the status', 'PATCH', `${INGRESSES}/web/status`, 200, {}],
  ['a Secret by name', 'GET', `${SECRETS}/named`, 200],
  ['another Secret', 'GET', `${SECRETS}/hidden`, 403],
  ['Secrets selected by the granted name', 'GET', `${SECRETS}?fieldSelector=metadata.name%3Dnamed`, 200],
  ['Secrets selected by another name', 'GET', `${SECRETS}?fieldSelector=metadata.name%3Dhidden`, 403],
  ['all Secrets', 'GET', SECRETS, 403],
  ['create, granted', 'POST', CONFIG_MAPS, 201, configMap('new')],
  [
    'a kind that does not exist, before it is known to be none',
    'GET',
    '/apis/none.example.com/v1/nones',
    403,
  ],
  ['discovery', 'GET', '/apis', 200],
  ['a path that nobody granted', 'GET', '/metrics', 403],
];
for (const [title, method, path, expected, body] of cases) {
  test(`role: ${title}: ${expected}`, async (t) => {
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const { status } = await controller.request(method, path, {
      contentType,
      ...(body !== undefined && { body }),
    });
    t.is(status, expected);
  });
}

test('a refusal is worded as an API server words it', async (t) => {
  const { body } = await nobody.request('GET', `${SECRETS}/named`);
  t.is(
    (body as Status).message,
    'secrets "named" is forbidden: User "system:serviceaccount:default:nobody" cannot get resource "secrets" in API group "" in the namespace "default"',
  );
  const listed = await nobody.request('GET', '/apis/networking.k8s.io/v1/ingressclasses');
  t.is(
    (listed.body as Status).message,
    'ingressclasses.networking.k8s.io is forbidden: User "system:serviceaccount:default:nobody" cannot list resource "ingressclasses" in API group "networking.k8s.io" at the cluster scope',
  );
});

test('a cluster role bound to a group', async (t) => {
  t.is((await jane.request('GET', '/api/v1/nodes')).status, 403);
  await server.admin.create({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'nodes' },
    rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }],
  });
  const binding = await server.admin.create({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'nodes' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'nodes' },
    subjects: [{ kind: 'Group', name: 'viewers' }],
  });
  t.is((await jane.request('GET', '/api/v1/nodes')).status, 200);
  await server.admin.delete(binding);
  t.is((await jane.request('GET', '/api/v1/nodes')).status, 403);
});

test('without a known token: 401', async (t) => {
  const { status, body } = await server.clientOf('unknown').request('GET', '/api');
  t.is(status, 401);
  t.like(body, { reason: 'Unauthorized', code: 401 });
});

test('service account tokens expire by the clock and can be revoked', async (t) => {
  const clock = createManualClock();
  const own = await startApiServer({ clock });
  await own.load([serviceAccount('short')]);
  const token = await own.serviceAccountToken('default', 'short', 600);
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    exp: number;
  };
  t.is(exp, clock.now() / 1000 + 600);
  const status = async (token: string) => (await own.clientOf(token).request('GET', '/api')).status;
  t.is(await status(token), 200);
  clock.advance(600_000);
  t.is(await status(token), 401);
  const next = await own.serviceAccountToken('default', 'short');
  own.faults?.revokeToken(next);
  t.is(await status(next), 401);
  await t.throwsAsync(own.serviceAccountToken('default', 'missing'));
  await t.throwsAsync(own.serviceAccountToken('default', 'short', 60));
  await own.close();
});

test('who asks what he may do is told', async (t) => {
  const may = async (resourceAttributes: object): Promise<boolean> => {
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const { body } = await controller.request('POST', path, { body: { spec: { resourceAttributes } } });
    return (body as { status: { allowed: boolean } }).status.allowed;
  };
  const list = { verb: 'list', group: 'networking.k8s.io', resource: 'ingresses' };
  t.true(await may({ ...list, namespace: 'default' }));
  t.false(await may(list));
  t.true(await may({ ...list, verb: 'patch', subresource: 'status', namespace: 'default' }));
  t.false(await may({ verb: 'get', group: '', resource: 'secrets', namespace: 'default' }));
  t.true(await may({ verb: 'get', group: '', resource: 'secrets', name: 'named', namespace: 'default' }));
  const path = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
  const { body } = await controller.request('POST', path, { body: { spec: { namespace: 'default' } } });
  const { resourceRules } = (body as { status: { resourceRules: { resources: string[] }[] } }).status;
  t.truthy(resourceRules.find(({ resources }) => resources.includes('ingresses/status')));
});
