import test from 'ava';
import { createStore, type Observed } from '../../../src/kube/store.ts';

const seen = (key: string, resourceVersion: string, value: number): Observed<{ value: number }> => ({
  key,
  resourceVersion,
  object: { value },
});

function setUp() {
  const counts = { changes: 0 };
  const store = createStore<{ value: number }>(() => (counts.changes += 1));
  store.replace([seen('a', '1', 1), seen('b', '1', 2)]);
  return { store, counts };
}

test('a new version with the same content keeps the object and tells nobody', (t) => {
  const { store, counts } = setUp();
  const before = store.get('a')?.object;
  store.apply(seen('a', '2', 1));
  t.is(store.get('a')?.object, before);
  t.is(store.get('a')?.resourceVersion, '2');
  t.is(counts.changes, 1);
});

test('the same version is not even looked at', (t) => {
  const { store, counts } = setUp();
  store.apply(seen('a', '1', 99));
  t.deepEqual([store.get('a')?.object, counts.changes], [{ value: 1 }, 1]);
});

test('a change of content is told once', (t) => {
  const { store, counts } = setUp();
  store.apply(seen('a', '2', 9));
  t.deepEqual([store.get('a')?.object, counts.changes], [{ value: 9 }, 2]);
});

test('replace keeps what is the same, finds what is gone, and tells once', (t) => {
  const { store, counts } = setUp();
  const [before] = store.objects();
  store.replace([seen('a', '7', 1), seen('c', '8', 3)]);
  t.is(store.get('a')?.object, before);
  t.deepEqual([store.objects(), counts.changes], [[{ value: 1 }, { value: 3 }], 2]);
});

test('a relist without a difference tells nobody', (t) => {
  const { store, counts } = setUp();
  store.replace([seen('b', '5', 2), seen('a', '5', 1)]);
  t.is(counts.changes, 1);
});

test('remove and retain', (t) => {
  const { store, counts } = setUp();
  store.remove('nobody');
  store.remove('a');
  t.deepEqual([store.size, counts.changes], [1, 2]);
  store.retain(() => false);
  t.deepEqual([store.size, counts.changes], [0, 2]);
});
