import test, { type ExecutionContext } from 'ava';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { startPatientWatch } from '../../../src/kube/patient-watch.ts';
import { projectConfigMap } from '../../../src/kube/projections/config-map.ts';
import { createStore } from '../../../src/kube/store.ts';
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

const ALL = listOf('100', [meta('ca', '1', 'shop')]);

async function setUp(t: ExecutionContext, first: Answer) {
  const clock = createManualClock();
  const world = { answer: first };
  const kube = await scriptedKube(clock, (call) => {
    if (world.answer !== ALL) return world.answer;
    if (purposeOf(call) === 'streaming list') return NO_STREAMING_LIST;
    return purposeOf(call) === 'list' ? ALL : { events: [], end: 'open' };
  });
  const errors: string[] = [];
  const watch = startPatientWatch({
    client: kube.client,
    clock,
    random: () => 0.5,
    path: '/api/v1/namespaces/shop/configmaps',
    project: projectConfigMap,
    sink: createStore<ClusterObject>(() => {}),
    onChange: () => {},
    onError: ({ message }) => errors.push(message),
  });
  t.teardown(() => kube.close());
  t.teardown(() => watch.stop());
  return { clock, world, watch, errors };
}

test('is settled when it was listed', async (t) => {
  const { watch } = await setUp(t, ALL);
  t.false(watch.isSettled());
  await until(watch.isSettled);
  t.is(watch.unreadable(), null);
});

test('what may not be read is settled at once, and unreadable until it may', async (t) => {
  const { clock, world, watch } = await setUp(t, refused(403, 'Forbidden'));
  await until(watch.isSettled);
  t.regex(watch.unreadable()?.message ?? '', /Forbidden/);
  world.answer = ALL;
  clock.advance(800);
  await until(() => watch.unreadable() === null);
});

test('what does not answer is waited for half a minute, and then called unreadable', async (t) => {
  const { clock, watch, errors } = await setUp(t, refused(500, 'InternalError'));
  await until(() => errors.length > 0);
  clock.advance(29_000);
  await quiet();
  t.false(watch.isSettled());
  clock.advance(1_000);
  await until(watch.isSettled);
  t.truthy(watch.unreadable());
});

test('listed again it is not settled until that is done', async (t) => {
  const { watch } = await setUp(t, ALL);
  await until(watch.isSettled);
  watch.relist();
  t.false(watch.isSettled());
  await until(watch.isSettled);
});
