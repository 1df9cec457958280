import test from 'ava';
import { until } from '../../helpers/manual-clock.ts';
import {
  ingress,
  ingressesOf,
  meta,
  NETWORKING,
  ofClass,
  secret,
  secretsOf,
  setUp,
  WORLD,
} from './_cluster.ts';

test('gives a whole snapshot, with the Secrets that are referred to and no others', async (t) => {
  const { kube, source } = await setUp(t, WORLD);
  t.throws(() => source.snapshot(), { message: /not synced/ });
  await source.synced;
  const { snapshot, diagnostics } = source.snapshot();
  t.deepEqual([ingressesOf(source), secretsOf(source)], [['web'], ['shop/cert']]);
  t.deepEqual([[...snapshot.services.keys()], [...snapshot.ingressClasses.keys()]], [['shop/web'], ['c']]);
  t.deepEqual(diagnostics, []);
  const read = kube.calls.filter(({ path }) => path.endsWith('/secrets'));
  t.true(read.length > 0 && read.every(({ query }) => query['fieldSelector'] === 'metadata.name=cert'));
  t.is(source.stats().length, 10);
});

test('an empty cluster is synced too', async (t) => {
  const { source } = await setUp(t, {});
  await source.synced;
  t.deepEqual(source.snapshot().snapshot.ingresses, []);
});

test('notifies when a field that is read has changed, and only then', async (t) => {
  const { source, notified, send, pass } = await setUp(t, WORLD);
  await source.synced;
  await pass();
  const before = notified();
  const [first] = source.snapshot().snapshot.ingresses;
  send(`${NETWORKING}/ingresses`, 'MODIFIED', {
    ...ingress('web', '20', 'cert'),
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } },
  });
  await pass();
  t.is(notified(), before);
  t.is(source.snapshot().snapshot.ingresses[0], first);
  t.is(source.identify({ kind: 'Ingress', namespace: 'shop', name: 'web' })?.resourceVersion, '20');
  send('/api/v1/services', 'MODIFIED', { ...meta('web', '21', 'shop'), spec: { ports: [{ port: 81 }] } });
  await until(() => notified() > before);
  t.is(source.snapshot().snapshot.services.get('shop/web')?.spec.ports?.[0]?.port, 81);
});

const node = (version: string, heartbeat: string, ready = 'True') => ({
  ...meta('n1', version),
  status: { conditions: [{ type: 'Ready', status: ready, lastHeartbeatTime: heartbeat }] },
});
const podOf = (version: string, phase: string, ip?: string) => ({
  ...meta('web-1', version, 'shop'),
  spec: { containers: [] },
  status: { phase, ...(ip !== undefined && { podIP: ip }) },
});
for (const [title, path, first, same, changed] of [
  ['heartbeats of nodes', '/api/v1/nodes', node('5', 'then'), node('30', 'now'), node('31', 'now', 'False')],
  [
    'the life of pods',
    '/api/v1/pods',
    podOf('5', 'Pending'),
    podOf('30', 'Running'),
    podOf('31', 'Running', '10.0.0.1'),
  ],
] as const) {
  test(`${title}: only what is read notifies`, async (t) => {
    const { source, notified, send, pass } = await setUp(t, { ...WORLD, [path]: [first] });
    await source.synced;
    await pass();
    const before = notified();
    send(path, 'MODIFIED', same);
    await pass();
    t.is(notified(), before);
    send(path, 'MODIFIED', changed);
    await until(() => notified() > before);
  });
}

test('a burst is two notifications, and the snapshot never waits for them', async (t) => {
  const { source, notified, send, pass } = await setUp(t, WORLD);
  await source.synced;
  await pass();
  const before = notified();
  const portIs = (port: number): boolean =>
    source.snapshot().snapshot.services.get('shop/web')?.spec.ports?.[0]?.port === port;
  for (const [index, port] of [81, 82, 83].entries()) {
    const version = String(30 + index);
    send('/api/v1/services', 'MODIFIED', { ...meta('web', version, 'shop'), spec: { ports: [{ port }] } });
    await until(() => portIs(port));
  }
  t.is(notified(), before + 1);
  await pass();
  t.is(notified(), before + 2);
});

test('with namespaces nothing is read from all of them but kinds without one', async (t) => {
  const { kube, source } = await setUp(
    t,
    {
      [`${NETWORKING}/namespaces/shop/ingresses`]: [ingress('web', '1', 'cert')],
      [`${NETWORKING}/ingressclasses`]: [ofClass],
      '/api/v1/namespaces/shop/secrets': [secret('cert', '4')],
    },
    { namespaces: ['shop', 'blog'] },
  );
  await source.synced;
  t.deepEqual([ingressesOf(source), secretsOf(source)], [['web'], ['shop/cert']]);
  const wide = kube.calls.filter(({ path }) => !path.includes('/namespaces/')).map(({ path }) => path);
  t.deepEqual([...new Set(wide)].sort(), [
    '/api/v1/namespaces',
    '/api/v1/nodes',
    `${NETWORKING}/ingressclasses`,
  ]);
});

test('knows what an Event says of an object', async (t) => {
  const { source } = await setUp(t, WORLD);
  await source.synced;
  t.deepEqual(source.identify({ kind: 'Secret', namespace: 'shop', name: 'cert' }), {
    apiVersion: 'v1',
    uid: 'uid-cert',
    resourceVersion: '4',
  });
  t.is(source.identify({ kind: 'Ingress', namespace: 'shop', name: 'nobody' }), null);
  t.is(source.identify({ kind: 'Gateway', namespace: '', name: 'main' }), null);
});

test('synced rejects when it is stopped before', async (t) => {
  const { source } = await setUp(t, WORLD, { deny: () => 'hang' });
  await source.stop();
  await t.throwsAsync(source.synced, { message: /stopped before/ });
});
