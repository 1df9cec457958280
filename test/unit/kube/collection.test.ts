import test, { type ExecutionContext } from 'ava';
import { createCollection } from '../../../src/kube/collection.ts';
import type { WatchedKind } from '../../../src/kube/resources.ts';
import { createManualClock, until } from '../../helpers/manual-clock.ts';
import {
  listOf,
  NO_STREAMING_LIST,
  purposeOf,
  refused,
  scriptedKube,
  type Answer,
} from '../../helpers/scripted-kube.ts';
import { meta, quiet } from './_cluster.ts';

const MISSING = refused(404, 'NotFound');
const target = { ...meta('legacy', '7', 'shop'), spec: { hostname: 'a.com' } };

async function setUp(t: ExecutionContext, kind: WatchedKind, first: Answer) {
  const clock = createManualClock();
  const world = { list: first };
  const kube = await scriptedKube(clock, (call) => {
    if (world.list === MISSING) return MISSING;
    if (purposeOf(call) === 'streaming list') return NO_STREAMING_LIST;
    return purposeOf(call) === 'list' ? world.list : { events: [], end: 'open' };
  });
  const errors: string[] = [];
  let changes = 0;
  const collection = createCollection({
    client: kube.client,
    clock,
    kind,
    namespace: 'shop',
    random: () => 0.5,
    onChange: () => (changes += 1),
    onError: ({ message }) => errors.push(message),
  });
  t.teardown(() => kube.close());
  t.teardown(() => collection.stop());
  collection.start();
  const names = () => collection.store.objects().map(({ metadata }) => metadata.name);
  return { clock, kube, world, collection, errors, names, changes: () => changes };
}

test('a kind that is not installed has no objects, and nothing is wrong', async (t) => {
  const { collection, errors, names, changes } = await setUp(t, 'AzureIngressProhibitedTarget', MISSING);
  await collection.synced;
  t.deepEqual([names(), errors, changes(), collection.stats()], [[], [], 0, null]);
});

test('installed later it is found within 45 s, however long it was not there', async (t) => {
  const { clock, world, collection, names } = await setUp(t, 'AzureIngressProhibitedTarget', MISSING);
  await collection.synced;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    clock.advance(30_000);
    await quiet();
  }
  world.list = listOf('100', [target]);
  clock.advance(30_000);
  await until(() => names().join() === 'legacy');
  t.true(collection.stats()?.synced);
});

test('when the kind goes, its objects go, and come again with it', async (t) => {
  const { clock, kube, world, collection, errors, names } = await setUp(
    t,
    'AzureIngressProhibitedTarget',
    listOf('100', [target]),
  );
  await collection.synced;
  t.deepEqual(names(), ['legacy']);
  await until(() => kube.streams.length > 0);
  world.list = MISSING;
  kube.streams[0]?.send({
    type: 'DELETED',
    object: { ...target, metadata: { ...target.metadata, resourceVersion: '9' } },
  });
  kube.streams[0]?.end();
  await until(() => collection.stats() === null);
  t.deepEqual([names(), errors], [[], []]);
  world.list = listOf('200', [target]);
  clock.advance(45_000);
  await until(() => names().join() === 'legacy');
  t.true(collection.stats()?.synced);
});

test('a kind that must be there is waited for', async (t) => {
  const { clock, world, collection, errors, names } = await setUp(t, 'Pod', MISSING);
  await until(() => errors.length > 0);
  t.false(collection.stats()?.synced);
  world.list = listOf('100', [{ ...meta('web-1', '1', 'shop'), spec: { containers: [] } }]);
  clock.advance(800);
  await collection.synced;
  t.deepEqual(names(), ['web-1']);
});
