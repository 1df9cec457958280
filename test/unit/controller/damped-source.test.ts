import test, { type ExecutionContext } from 'ava';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { dampedSource } from '../../../src/controller/damped-source.ts';
import { slice } from '../../helpers/objects.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';

function setup(t: ExecutionContext) {
  const clock = createVirtualClock();
  const stopping = new AbortController();
  t.teardown(() => stopping.abort());
  const listeners = new Set<() => void>();
  const heard: number[] = [];
  let state = 'ready';
  const source = dampedSource(
    {
      snapshot: () => ({
        snapshot: createSnapshot([slice([`10.0.0.1 ${state}`])], clock.now()),
        diagnostics: [],
      }),
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    { clock, readinessGate: undefined, signal: stopping.signal },
  );
  const isKept = (): boolean =>
    source.snapshot().snapshot.unsteadyEndpoints.get('shop/web/')?.get('10.0.0.1')?.isKept ?? false;
  const unsubscribe = source.subscribe(() => {
    heard.push(clock.now());
    isKept();
  });
  isKept();
  /** Drops so many times, one a second, and once more at the end. */
  const drop = async (times: number): Promise<void> => {
    for (let turns = 0; turns < 2 * times; turns += 1) {
      state = state === 'ready' ? 'notReady' : 'ready';
      isKept();
      await clock.pass(500);
    }
    state = 'notReady';
    isKept();
  };
  return { clock, stopping, listeners, heard, isKept, drop, unsubscribe };
}

test('listeners hear when a place ends, once', async (t) => {
  const { clock, heard, isKept, drop } = setup(t);
  await drop(2);
  t.true(isKept());
  await clock.pass(59_999);
  t.deepEqual(heard, []);
  await clock.pass(600_000);
  t.deepEqual(heard, [62_000]);
  t.false(isKept());
});

test('another drop puts the end off', async (t) => {
  const { clock, heard, drop } = setup(t);
  await drop(2);
  await drop(1);
  await clock.pass(1_000_000);
  t.deepEqual(heard, [122_500]);
});

test('nobody is told before anything drops, after the end, or after leaving', async (t) => {
  const idle = setup(t);
  await idle.clock.pass(100_000);
  const stopped = setup(t);
  await stopped.drop(2);
  stopped.stopping.abort();
  await stopped.clock.pass(100_000);
  const left = setup(t);
  await left.drop(2);
  left.unsubscribe();
  t.is(left.listeners.size, 0);
  await left.clock.pass(100_000);
  t.deepEqual([...idle.heard, ...stopped.heard, ...left.heard], []);
});

test('changes are passed on', (t) => {
  const { listeners, heard } = setup(t);
  for (const listener of listeners) listener();
  t.deepEqual(heard, [0]);
});
