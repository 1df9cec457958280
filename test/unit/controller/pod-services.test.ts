import test from 'ava';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { createServiceIndex } from '../../../src/controller/pod-services.ts';
import { service, slice } from '../../helpers/objects.ts';
import { pod, type PodInit } from '../../helpers/pods.ts';

const INDEX = createServiceIndex(
  createSnapshot(
    [
      service(),
      service({ name: 'both', selector: { app: 'web', tier: 'front' } }),
      service({ name: 'byHand', selector: null }),
      slice(['10.0.0.1', '10.0.0.2 stopped'], { service: 'byHand' }),
      service({ namespace: 'other' }),
    ],
    0,
  ),
);

const behind = test.macro({
  exec: (t, init: PodInit, expected: readonly string[]) =>
    t.deepEqual(
      INDEX.of(pod(init)).map(({ metadata }) => metadata.name),
      expected,
    ),
  title: (name) => name!,
});
test('one label of two', behind, {}, ['web']);
test('both labels', behind, { labels: { app: 'web', tier: 'front' } }, ['web', 'both']);
test('no labels', behind, { labels: {} }, []);
test('a slice by hand', behind, { labels: {}, ip: '10.0.0.1' }, ['byHand']);
test('a slice that lists another', behind, { labels: {}, ip: '10.0.0.3' }, []);
test('of its own namespace', behind, { namespace: 'other' }, ['web']);

test('listed in whatever state, or not', (t) => {
  t.true(INDEX.lists('shop/byHand', '10.0.0.2'));
  t.false(INDEX.lists('shop/byHand', '10.0.0.3'));
  t.false(INDEX.lists('shop/web', '10.0.0.1'));
});
