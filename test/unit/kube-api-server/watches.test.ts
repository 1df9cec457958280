import test from 'ava';
import { createManualClock, until } from '../../helpers/manual-clock.ts';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import type { ApiServerOptions } from '../../kube/api-server/contracts.ts';
import { configMap, gateway, gatewayDefinition, namespace } from './objects.ts';
import { watching } from './watching.ts';

const PATH = '/api/v1/namespaces/default/configmaps';

async function started(options: ApiServerOptions = {}) {
  const server = await startApiServer(options);
  const { admin } = server;
  const revision = async (): Promise<string> => {
    const { body } = await admin.request('GET', '/api/v1/namespaces?limit=1');
    return (body as { metadata: { resourceVersion: string } }).metadata.resourceVersion;
  };
  const watch = (query = '', path = PATH) => watching(admin, path, query);
  return { server, admin, revision, watch };
}

const shared = await started();
test.after.always(() => shared.server.close());

test('without a resourceVersion: the state, then every change', async (t) => {
  const { server, admin, watch } = await started();
  await server.load([configMap('a')]);
  const events = await watch();
  await admin.create(configMap('b'));
  await admin.patch(configMap('a'), { data: { x: '1' } });
  await admin.delete(configMap('a'));
  t.deepEqual(await events.take(4), ['ADDED a', 'ADDED b', 'MODIFIED a', 'DELETED a']);
  await server.close();
});

test('from a resourceVersion: only what came after it, with rising versions', async (t) => {
  const { server, admin, revision, watch } = await started();
  await server.load([configMap('a')]);
  const since = await revision();
  await admin.patch(configMap('a'), { data: { x: '1' } });
  await admin.delete(configMap('a'));
  const events = await watch(`resourceVersion=${since}`);
  const [modified, deleted] = [await events.next(), await events.next()];
  t.deepEqual([modified.type, deleted.type], ['MODIFIED', 'DELETED']);
  const versions = [
    since,
    modified.object.metadata.resourceVersion,
    deleted.object.metadata.resourceVersion,
  ].map(Number);
  t.deepEqual(
    versions,
    versions.toSorted((a, b) => a - b),
  );
  t.is(new Set(versions).size, 3);
  await server.close();
});

test('a resourceVersion that is too old: HTTP 200, then ERROR 410 and the end', async (t) => {
  const { server, revision, watch } = await started();
  const since = await revision();
  await server.load([configMap('a')]);
  server.faults?.expireHistory();
  const events = await watch(`resourceVersion=${since}`);
  const { type, object } = await events.next();
  t.is(type, 'ERROR');
  t.like(object, { kind: 'Status', code: 410, reason: 'Expired' });
  t.is(await events.outcome(), 'ended');
  await server.close();
});

test('the history is finite', async (t) => {
  const { server, revision, watch } = await started({ historyLimit: 3 });
  const since = await revision();
  await server.load(Array.from({ length: 10 }, (_, index) => configMap(`m${index}`)));
  t.deepEqual(await (await watch(`resourceVersion=${since}`)).take(1), ['ERROR 410']);
  await server.close();
});

test('selectors: an object comes into view and leaves it', async (t) => {
  const { server, admin, watch } = await started();
  const events = await watch('labelSelector=on');
  await admin.create(configMap('a'));
  await admin.patch(configMap('a'), { metadata: { labels: { on: '' } } });
  await admin.patch(configMap('a'), { data: { x: '1' } });
  await admin.patch(configMap('a'), { metadata: { labels: { on: null } } });
  await admin.patch(configMap('a'), { data: { x: '2' } });
  await admin.create(configMap('last', {}, { labels: { on: '' } }));
  t.deepEqual(await events.take(4), ['ADDED a', 'MODIFIED a', 'DELETED a', 'ADDED last']);
  await server.close();
});

test('one namespace, or all', async (t) => {
  const { server, watch } = await started();
  await server.load([namespace('other')]);
  const [one, all] = [await watch(), await watch('', '/api/v1/configmaps')];
  await server.load([configMap('a', {}, { namespace: 'other' }), configMap('b')]);
  t.deepEqual(await one.take(1), ['ADDED b']);
  t.deepEqual(await all.take(2), ['ADDED a', 'ADDED b']);
  await server.close();
});

test('a streaming list: the state, the bookmark that ends it, then changes', async (t) => {
  const { server, admin, watch } = await started();
  await server.load([configMap('a'), configMap('b')]);
  const events = await watch(
    'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
  );
  t.deepEqual(await events.take(3), ['ADDED a', 'ADDED b', 'END']);
  await admin.create(configMap('c'));
  t.deepEqual(await events.take(1), ['ADDED c']);
  await server.close();
});

for (const [title, query] of [
  ['sendInitialEvents without resourceVersionMatch', 'sendInitialEvents=true'],
  ['resourceVersionMatch without sendInitialEvents', 'resourceVersionMatch=NotOlderThan'],
] as const) {
  test(`refused: ${title}`, async (t) => {
    await t.throwsAsync(shared.watch(query), { code: 'Invalid' });
  });
}

test('a server without streaming lists refuses them, an older one ignores the parameter', async (t) => {
  const query = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
  const gated = await started({ streamingLists: 'forbidden' });
  await t.throwsAsync(gated.watch(query), { code: 'Invalid' });
  await gated.server.close();
  const old = await started({ streamingLists: 'unknown' });
  await old.server.load([configMap('a')]);
  const events = await old.watch(query);
  await old.server.load([configMap('b')]);
  t.deepEqual(await events.take(2), ['ADDED a', 'ADDED b']);
  await old.server.close();
});

test('bookmarks come by the clock after a change, and on demand, only to who asked', async (t) => {
  const clock = createManualClock();
  const { server, revision, watch } = await started({ clock, bookmarkSeconds: 60 });
  const since = await revision();
  const [asked, silent] = [
    await watch(`resourceVersion=${since}&allowWatchBookmarks=true`),
    await watch(`resourceVersion=${since}`),
  ];
  await server.load([namespace('elsewhere')]);
  clock.advance(60_000);
  await server.load([configMap('a')]);
  t.deepEqual(await asked.take(1), ['ADDED a'], 'no bookmark before a change of the kind');
  clock.advance(60_000);
  const { type, object } = await asked.next();
  t.is(type, 'BOOKMARK');
  t.is(object.metadata.resourceVersion, await revision());
  t.is(server.faults?.sendBookmarks(), 1);
  t.deepEqual(await asked.take(1), ['BOOKMARK']);
  t.deepEqual(await silent.take(1), ['ADDED a']);
  await server.close();
});

test('timeoutSeconds ends a watch cleanly', async (t) => {
  const clock = createManualClock();
  const { server, watch } = await started({ clock });
  const events = await watch('timeoutSeconds=5');
  clock.advance(5000);
  t.is(await events.outcome(), 'ended');
  await server.close();
});

test('custom resources are watched like others, while their definition lasts', async (t) => {
  const { server, admin, watch } = await started();
  await server.load([gatewayDefinition()]);
  const events = await watch('', '/apis/example.com/v1alpha1/gateways');
  await admin.create(gateway('one'));
  t.deepEqual(await events.take(1), ['ADDED one']);
  await admin.delete(gatewayDefinition());
  t.deepEqual(await events.take(1), ['DELETED one']);
  t.is((await admin.request('GET', '/apis/example.com/v1alpha1/gateways')).status, 404);
  await server.close();
});

test('a watch that its client leaves is forgotten', async (t) => {
  const { server, watch } = await started();
  const events = await watch('allowWatchBookmarks=true');
  t.is(server.faults?.sendBookmarks(), 1);
  events.close();
  await until(() => server.faults?.sendBookmarks() === 0);
  t.pass();
  await server.close();
});
