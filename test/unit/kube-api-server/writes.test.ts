import test from 'ava';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import type { KubeError } from '../../kube/api-server/client/kube-client.ts';
import type { KubeInput } from '../../kube/api-server/contracts.ts';
import type { Status } from '../../kube/api-server/failures.ts';
import type { KubeObject } from '../../kube/api-server/objects.ts';
import { configMap, ingress, lease, namespace, pod, secret, service, slice } from './objects.ts';

const server = await startApiServer();
const { admin } = server;
test.after.always(() => server.close());

const failureOf = (call: Promise<unknown>): Promise<KubeError | null> =>
  call.then(
    () => null,
    (error: unknown) => error as KubeError,
  );
const statusOf = async (call: Promise<unknown>): Promise<Status | undefined> =>
  (await failureOf(call))?.body as Status | undefined;
const codeOf = async (call: Promise<unknown>): Promise<string> => (await failureOf(call))?.code ?? 'accepted';

const without = (object: KubeObject, member: string): KubeInput => ({
  ...object,
  metadata: { ...object.metadata, [member]: undefined },
});
const editedSpec = (object: KubeObject, change: object): KubeObject => ({
  ...object,
  spec: { ...(object['spec'] as object), ...change },
});

test('a new object gets what the server owns, whatever its author wrote', async (t) => {
  const written = ingress('fresh', 'a.example.com', {
    uid: 'mine',
    generation: 9,
    creationTimestamp: '2001-01-01T00:00:00Z',
  });
  const created = await admin.create({
    ...written,
    status: { loadBalancer: { ingress: [{ ip: '10.9.9.9' }] } },
  });
  const { metadata } = created;
  t.regex(metadata.uid ?? '', /^[0-9a-f-]{36}$/);
  t.is(metadata.generation, 1);
  t.regex(metadata.resourceVersion ?? '', /^\d+$/);
  t.true(Math.abs(Date.parse(metadata.creationTimestamp ?? '') - Date.now()) < 5000);
  t.is(created['status'], undefined);
});

test('generateName makes a name', async (t) => {
  const { metadata } = await admin.create(configMap('', {}, { generateName: 'made-' }));
  t.regex(metadata.name, /^made-.{5}$/);
});

test('refusals carry the reason and where', async (t) => {
  await admin.create(configMap('once'));
  t.is(await codeOf(admin.create(configMap('once'))), 'AlreadyExists');
  t.is(await codeOf(admin.get({ ...configMap('never'), metadata: { name: 'never' } })), 'NotFound');
  t.is(await codeOf(admin.create(configMap('lost', {}, { namespace: 'nowhere' }))), 'NotFound');
  t.is(await codeOf(admin.create(configMap('rv', {}, { resourceVersion: '1' }))), 'BadRequest');
  const status = await statusOf(admin.create(ingress('bad', 'UPPER.example.com')));
  t.is(status?.code, 422);
  t.is(status?.reason, 'Invalid');
  t.is(status?.details?.causes?.[0]?.field, 'spec.rules[0].host');
  t.regex(status?.message ?? '', /^Ingress\.networking\.k8s\.io "bad" is invalid: spec\.rules\[0\]\.host: /);
});

test('optimistic concurrency: the second writer of one resourceVersion loses', async (t) => {
  const created = await admin.create(ingress('race'));
  await admin.update(editedSpec(created, { ingressClassName: 'one' }));
  const status = await statusOf(admin.update(editedSpec(created, { ingressClassName: 'two' })));
  t.is(status?.code, 409);
  t.is(status?.reason, 'Conflict');
  t.regex(status?.message ?? '', /the object has been modified/);
});

test('an update without a resourceVersion overwrites, but not a Lease', async (t) => {
  const created = await admin.create(configMap('blind', { a: '1' }));
  const updated = await admin.update({ ...without(created, 'resourceVersion'), data: { a: '2' } });
  t.deepEqual(updated['data'], { a: '2' });
  const held = await admin.create(lease('strict'));
  t.is(await codeOf(admin.update(without(held, 'resourceVersion'))), 'Invalid');
});

test('a PUT creates a Lease and no ConfigMap', async (t) => {
  t.is(await codeOf(admin.update(lease('by-put'))), 'accepted');
  t.is(await codeOf(admin.update(configMap('by-put'))), 'NotFound');
});

test('a write that changes nothing makes no new resourceVersion', async (t) => {
  const created = await admin.create(ingress('same'));
  const again = await admin.update(created);
  t.is(again.metadata.resourceVersion, created.metadata.resourceVersion);
});

test('generation counts changes of the spec only', async (t) => {
  const created = await admin.create(ingress('counted'));
  const labelled = await admin.patch(ingress('counted'), { metadata: { labels: { a: 'b' } } });
  t.is(labelled.metadata.generation, 1);
  const status = { loadBalancer: { ingress: [{ ip: '10.1.1.1' }] } };
  const shown = await admin.patch(created, { status }, { subresource: 'status' });
  t.is(shown.metadata.generation, 1);
  const changed = await admin.update(editedSpec(shown, { ingressClassName: 'x' }));
  t.is(changed.metadata.generation, 2);
  const plain = await admin.create(configMap('uncounted'));
  t.is(plain.metadata.generation, undefined);
});

test('status and spec are written apart', async (t) => {
  const created = await admin.create(ingress('apart'));
  const status = { loadBalancer: { ingress: [{ ip: '10.1.1.1' }] } };
  const both = { ...editedSpec(created, { ingressClassName: 'sneaked' }), status };
  const shown = await admin.update(both, 'status');
  t.deepEqual(shown['status'], status);
  t.is((shown['spec'] as { ingressClassName?: string }).ingressClassName, undefined);
  const kept = await admin.update({ ...editedSpec(shown, { ingressClassName: 'x' }), status: {} });
  t.deepEqual(kept['status'], status);
  t.is((kept['spec'] as { ingressClassName?: string }).ingressClassName, 'x');
});

for (const [title, first, change] of [
  ['Secret type', secret('fixed-type'), { type: 'example.com/other' }],
  ['EndpointSlice addressType', slice('fixed-slice', 1), { addressType: 'IPv6', endpoints: [] }],
] as const) {
  test(`immutable: ${title}`, async (t) => {
    const created = await admin.create(first);
    t.is(await codeOf(admin.update({ ...created, ...change })), 'Invalid');
  });
}

test('defaults are filled in', async (t) => {
  const { spec } = (await admin.create(service('defaulted'))) as { spec?: Record<string, unknown> };
  t.like(spec, { type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] });
  t.regex(String(spec?.['clusterIP']), /^10\.0\.\d+\.\d+$/);
  const probe = { readinessProbe: { httpGet: { port: 8080 } } };
  const { spec: podSpec } = (await admin.create(
    pod('probed', { containers: [{ name: 'a', image: 'a', ...probe }] }),
  )) as {
    spec?: Record<string, unknown>;
  };
  t.like(podSpec, {
    containers: [{ readinessProbe: { httpGet: { path: '/', scheme: 'HTTP' }, periodSeconds: 10 } }],
  });
  const plain = await admin.create({ ...secret('text'), stringData: { a: 'hello' } });
  t.deepEqual(plain['data'], { a: Buffer.from('hello').toString('base64') });
});

test('the default IngressClass is given to an Ingress without class, the newest of several', async (t) => {
  const isDefault = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
  const own = await startApiServer();
  await own.admin.create({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'ours', annotations: isDefault },
    spec: { controller: 'example.com/ours' },
  });
  const { spec } = await own.admin.create(ingress('classless'));
  t.is((spec as { ingressClassName?: string }).ingressClassName, 'ours');
  const annotated = await own.admin.create(
    ingress('by-annotation', 'b.example.com', { annotations: { 'kubernetes.io/ingress.class': 'theirs' } }),
  );
  t.is((annotated['spec'] as { ingressClassName?: string }).ingressClassName, undefined);
  await own.close();
});

test('a finalizer keeps a deleted object until it is taken away', async (t) => {
  const created = await admin.create(configMap('kept', {}, { finalizers: ['example.com/wait'] }));
  await admin.delete(created);
  const waiting = await admin.get(created);
  t.truthy(waiting.metadata.deletionTimestamp);
  t.is(
    await codeOf(
      admin.patch(created, { metadata: { finalizers: ['example.com/wait', 'example.com/more'] } }),
    ),
    'Invalid',
  );
  await admin.patch(created, { metadata: { finalizers: null } });
  t.is(await admin.find(created), null);
});

test('preconditions of a delete', async (t) => {
  const created = await admin.create(configMap('guarded'));
  t.is(await codeOf(admin.delete(created, { preconditions: { uid: 'other' } })), 'Conflict');
  t.is(await codeOf(admin.delete(created, { preconditions: { resourceVersion: '1' } })), 'Conflict');
  t.is(await codeOf(admin.delete(created, { preconditions: { uid: created.metadata.uid } })), 'accepted');
});

test('a Pod on a node is given time to end', async (t) => {
  const running = await admin.create(pod('running', { nodeName: 'node-1' }));
  await admin.delete(running);
  t.truthy((await admin.get(running)).metadata.deletionTimestamp);
  await admin.delete(running, { gracePeriodSeconds: 0 });
  t.is(await admin.find(running), null);
  const waiting = await admin.create(pod('unscheduled'));
  await admin.delete(waiting);
  t.is(await admin.find(waiting), null);
});

test('a Namespace ends by its finalize subresource and takes nothing new meanwhile', async (t) => {
  const created = await admin.create(namespace('leaving'));
  await admin.delete(created);
  t.is(await codeOf(admin.create(configMap('late', {}, { namespace: 'leaving' }))), 'Forbidden');
  const ending = await admin.get(created);
  t.like(ending, { status: { phase: 'Terminating' } });
  const body = { ...ending, spec: { finalizers: [] } };
  await admin.request('PUT', '/api/v1/namespaces/leaving/finalize', { body });
  t.is(await admin.find(created), null);
});

test('delete of a collection goes by its selector', async (t) => {
  await admin.create(configMap('many-1', {}, { labels: { of: 'many' } }));
  await admin.create(configMap('many-2', {}, { labels: { of: 'many' } }));
  await admin.create(configMap('many-3', {}, { labels: { of: 'one' } }));
  await admin.request('DELETE', '/api/v1/namespaces/default/configmaps?labelSelector=of%3Dmany');
  const left = await admin.list({ apiVersion: 'v1', kind: 'ConfigMap', labelSelector: 'of' });
  t.deepEqual(
    left.map(({ metadata }) => metadata.name),
    ['many-3'],
  );
});

test('dry run writes nothing', async (t) => {
  const { status } = await admin.request('POST', '/api/v1/namespaces/default/configmaps?dryRun=All', {
    body: configMap('dry'),
  });
  t.is(status, 201);
  t.is(await admin.find(configMap('dry')), null);
});

test('unknown fields are dropped with a warning, or refused if asked to be strict', async (t) => {
  const written = ingress('odd');
  const body = { ...written, spec: { ...(written['spec'] as object), tlss: [] } };
  const path = '/apis/networking.k8s.io/v1/namespaces/default/ingresses';
  const strict = await admin.request('POST', `${path}?fieldValidation=Strict`, { body });
  t.is(strict.status, 400);
  const lenient = await admin.request('POST', path, { body });
  t.regex(String(lenient.headers['warning']), /unknown field .*spec\.tlss/);
  t.false('tlss' in ((lenient.body as KubeObject)['spec'] as object));
});

for (const [title, time, verdict] of [
  ['microseconds', '2026-11-21T00:00:00.000000Z', 'accepted'],
  ['milliseconds, as a Date has them', '2026-11-21T00:00:00.000Z', 'BadRequest'],
  ['seconds', '2026-11-21T00:00:00Z', 'BadRequest'],
] as const) {
  test(`renewTime of a Lease in ${title}`, async (t) => {
    const name = `time-${title.length}`;
    t.is(await codeOf(admin.create(lease(name, { renewTime: time }))), verdict);
  });
}

test('an Event is the same object in both groups', async (t) => {
  const regarding = { kind: 'Ingress', namespace: 'default', name: 'web' };
  await admin.create({
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name: 'e1', namespace: 'default' },
    eventTime: '2026-11-21T00:00:00.000000Z',
    reportingController: 'example.com/controller',
    reportingInstance: 'pod-1',
    action: 'Sync',
    reason: 'SECRET_MISSING',
    regarding,
    note: 'why',
    type: 'Warning',
  });
  const core = await admin.list({
    apiVersion: 'v1',
    kind: 'Event',
    fieldSelector: 'involvedObject.name=web,type=Warning',
  });
  t.like(core[0], { involvedObject: regarding, message: 'why' });
  const bare = {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name: 'e2', namespace: 'default' },
    regarding,
  };
  t.is(await codeOf(admin.create(bare)), 'Invalid');
  const elsewhere = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e3', namespace: 'kube-public' },
    involvedObject: regarding,
  };
  t.is(await codeOf(admin.create(elsewhere)), 'Invalid');
});
