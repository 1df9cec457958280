import test from 'ava';
import type { ClusterSource } from '../../../src/kube/cluster-source.ts';
import { until } from '../../helpers/manual-clock.ts';
import { refused } from '../../helpers/scripted-kube.ts';
import {
  ingress,
  ingressesOf,
  meta,
  NETWORKING,
  quiet,
  secret,
  secretsOf,
  setUp,
  WORLD,
  type Raw,
  type World,
} from './_cluster.ts';

test('is not synced while a Secret that is referred to is not', async (t) => {
  let isHanging = true;
  const { kube, clock, source } = await setUp(t, WORLD, {
    deny: ({ path }) => (isHanging && path.endsWith('/secrets') ? refused(500, 'InternalError') : null),
  });
  await until(() => kube.calls.some(({ path }) => path.endsWith('/secrets')));
  await quiet();
  t.throws(() => source.snapshot());
  isHanging = false;
  clock.advance(800);
  await source.synced;
  t.deepEqual(secretsOf(source), ['shop/cert']);
});

test('waits for a Secret that cannot be read no longer than half a minute, and says so', async (t) => {
  const { kube, clock, source } = await setUp(t, WORLD, {
    deny: ({ path }) => (path.endsWith('/secrets') ? refused(500, 'InternalError') : null),
  });
  await until(() => kube.calls.some(({ path }) => path.endsWith('/secrets')));
  await quiet();
  clock.advance(30_000);
  await source.synced;
  const { snapshot, diagnostics } = source.snapshot();
  t.is(snapshot.ingresses.length, 1);
  t.like(diagnostics[0], { object: { namespace: 'shop', name: 'cert' } });
});

test('one namespace that may not be read does not stop the rest', async (t) => {
  const blog: Raw = { ...ingress('blog', '9', 'cert'), metadata: { ...meta('blog', '9', 'blog').metadata } };
  const { source } = await setUp(
    t,
    { ...WORLD, [`${NETWORKING}/ingresses`]: [ingress('web', '1', 'cert'), blog] },
    { deny: ({ path }) => (path === '/api/v1/namespaces/blog/secrets' ? refused(403, 'Forbidden') : null) },
  );
  await source.synced;
  t.deepEqual(secretsOf(source), ['shop/cert']);
  t.like(source.snapshot().diagnostics, [{ object: { namespace: 'blog', name: 'cert' } }]);
});

test('an Ingress with a Secret that was not read yet comes only together with it', async (t) => {
  let isOpen = false;
  const { clock, source, send } = await setUp(t, WORLD, {
    deny: ({ query }) =>
      !isOpen && query['fieldSelector'] === 'metadata.name=other' ? refused(503, 'Unavailable') : null,
  });
  await source.synced;
  await quiet();
  send(`${NETWORKING}/ingresses`, 'ADDED', ingress('late', '30', 'other'));
  send('/api/v1/services', 'MODIFIED', { ...meta('web', '31', 'shop'), spec: { ports: [{ port: 82 }] } });
  await until(() => source.snapshot().snapshot.services.get('shop/web')?.spec.ports?.[0]?.port === 82);
  t.deepEqual([ingressesOf(source), secretsOf(source)], [['web'], ['shop/cert']]);
  isOpen = true;
  await quiet();
  clock.advance(800);
  await until(() => ingressesOf(source).length === 2);
  t.deepEqual(secretsOf(source), ['shop/cert', 'shop/other']);
});

test('a Secret that is no longer referred to is forgotten', async (t) => {
  const { kube, source, send } = await setUp(t, WORLD);
  await source.synced;
  await quiet();
  send(`${NETWORKING}/ingresses`, 'MODIFIED', ingress('web', '30', 'other'));
  await until(() => secretsOf(source).join() === 'shop/other');
  t.deepEqual(
    source
      .stats()
      .filter(({ kind }) => kind === 'Secret')
      .map(({ name }) => name),
    ['other'],
  );
  send(`${NETWORKING}/ingresses`, 'DELETED', ingress('web', '31', 'other'));
  await until(() => secretsOf(source).length === 0);
  t.is(kube.calls.filter(({ path }) => path === '/api/v1/secrets').length, 0);
});

test('above the limit one watch of a type replaces those by name, without bodies that nobody needs', async (t) => {
  const names = ['s1', 's2', 's3', 's4', 's5'];
  const world: World = {
    ...WORLD,
    [`${NETWORKING}/ingresses`]: [ingress('web', '1', ...names.slice(0, 2))],
    '/api/v1/namespaces/shop/secrets': names.map((name, index) => secret(name, String(40 + index))),
  };
  const { source, send } = await setUp(t, world, { limit: 2 });
  const watches = (): (string | null)[] =>
    source
      .stats()
      .filter(({ kind }) => kind === 'Secret')
      .map(({ name }) => name);
  await source.synced;
  t.deepEqual(watches(), ['s1', 's2']);
  await quiet();
  const put = (version: string, ...secrets: string[]): void =>
    send(`${NETWORKING}/ingresses`, 'MODIFIED', ingress('web', version, ...secrets));
  put('50', 's1', 's2', 's3');
  await until(() => secretsOf(source).length === 3);
  t.deepEqual(watches(), [null]);
  put('51', 's1', 's2', 's3', 's4');
  await until(() => secretsOf(source).length === 4);
  t.truthy(source.snapshot().snapshot.secrets.get('shop/s4')?.data?.['tls.key']);
  put('52', 's1', 's2');
  await until(() => secretsOf(source).length === 2);
  t.deepEqual(watches(), [null]);
  put('53', 's5');
  await until(() => secretsOf(source).join() === 'shop/s5');
  t.deepEqual(watches(), ['s5']);
});

test('a Secret that was read stays while the API server is away, and is called unreadable when that lasts', async (t) => {
  let isDown = false;
  const { kube, clock, source } = await setUp(t, WORLD, { deny: () => (isDown ? 'reset' : null) });
  await source.synced;
  await quiet();
  isDown = true;
  for (const stream of kube.streams) stream.reset();
  await quiet();
  t.deepEqual([secretsOf(source), source.snapshot().diagnostics], [['shop/cert'], []]);
  for (let passed = 0; passed < 40_000; passed += 5_000) {
    clock.advance(5_000);
    await quiet();
  }
  t.deepEqual(secretsOf(source), ['shop/cert']);
  t.like(source.snapshot().diagnostics, [{ object: { name: 'cert' } }]);
  isDown = false;
  clock.advance(45_000);
  await until(() => source.snapshot().diagnostics.length === 0);
});

const naming = (version: string, annotations: object, ...secrets: string[]): Raw => ({
  ...ingress('web', version, ...secrets),
  metadata: Object.assign({ annotations }, ingress('web', version).metadata),
});
const configMap = (name: string, version: string): Raw => ({
  ...meta(name, version, 'shop'),
  data: { 'ca.crt': 'pem' },
});
const watched = (source: ClusterSource, of: string): readonly (string | null)[] =>
  source
    .stats()
    .filter(({ kind }) => kind === of)
    .map(({ name }) => name);

test('an authority is read by name, whatever the type of its Secret and however many others there are', async (t) => {
  const names = ['s1', 's2', 's3'];
  const { source, send } = await setUp(
    t,
    {
      ...WORLD,
      [`${NETWORKING}/ingresses`]: [naming('1', { ca: 'ca' }, ...names)],
      '/api/v1/namespaces/shop/secrets': [
        ...names.map((name, index) => secret(name, String(40 + index))),
        { ...secret('ca', '50', 'Opaque'), data: { 'ca.crt': 'cGVt' } },
      ],
    },
    { limit: 2 },
  );
  await source.synced;
  t.deepEqual(watched(source, 'Secret'), ['ca', null]);
  t.deepEqual(secretsOf(source), ['shop/ca', 'shop/s1', 'shop/s2', 'shop/s3']);
  t.deepEqual(source.snapshot().snapshot.secrets.get('shop/ca')?.data, { 'ca.crt': 'cGVt' });
  await quiet();
  send(`${NETWORKING}/ingresses`, 'MODIFIED', naming('60', { ca: 's1' }, ...names));
  await until(() => secretsOf(source).join() === 'shop/s1,shop/s2,shop/s3');
  t.deepEqual(watched(source, 'Secret'), [null, 's1']);
});

test('ConfigMaps that are named, and no others; an Ingress comes only together with its own', async (t) => {
  const { kube, source, send } = await setUp(t, {
    ...WORLD,
    [`${NETWORKING}/ingresses`]: [naming('1', { 'ca-map': 'ca' }, 'cert')],
    '/api/v1/namespaces/shop/configmaps': [configMap('ca', '10'), configMap('other', '11')],
  });
  await source.synced;
  const maps = () => [...source.snapshot().snapshot.configMaps.keys()].join();
  t.is(maps(), 'shop/ca');
  t.is(source.identify({ kind: 'ConfigMap', namespace: 'shop', name: 'ca' })?.resourceVersion, '10');
  const read = kube.calls.filter(({ path }) => path.endsWith('/configmaps'));
  t.true(read.length > 0 && read.every(({ query }) => query['fieldSelector'] === 'metadata.name=ca'));
  await quiet();
  send(`${NETWORKING}/ingresses`, 'MODIFIED', naming('60', { 'ca-map': 'other' }, 'cert'));
  await until(() => maps() === 'shop/other');
  t.deepEqual(watched(source, 'ConfigMap'), ['other']);
});

test('a ConfigMap that may not be read is called by its kind', async (t) => {
  const { source } = await setUp(
    t,
    { ...WORLD, [`${NETWORKING}/ingresses`]: [naming('1', { 'ca-map': 'ca' }, 'cert')] },
    { deny: ({ path }) => (path.endsWith('/configmaps') ? refused(403, 'Forbidden') : null) },
  );
  await source.synced;
  t.like(source.snapshot().diagnostics, [{ object: { kind: 'ConfigMap', namespace: 'shop', name: 'ca' } }]);
});
