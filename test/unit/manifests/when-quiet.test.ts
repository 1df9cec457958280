import test from 'ava';
import { systemClock, type Clock } from '../../../src/clock/clock.ts';
import { whenQuiet } from '../../../src/manifests/when-quiet.ts';

/** A clock whose sleeps end at once, after `during` was called. */
function hastyClock(during: (sleeps: number) => void): Clock {
  let now = 0;
  let sleeps = 0;
  return {
    now: () => now,
    sleep: async (ms, signal) => {
      await Promise.resolve();
      now += ms;
      during((sleeps += 1));
      signal?.throwIfAborted();
    },
  };
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('acts once for many notices', async (t) => {
  let acts = 0;
  const clock = hastyClock((sleeps) => sleeps < 3 && quiet.notice());
  const quiet = whenQuiet(
    clock,
    async () => void (acts += 1),
    () => t.fail(),
  );
  quiet.notice();
  quiet.notice();
  await settled();
  t.is(acts, 1);
  t.is(clock.now(), 300);
});

test('acts again for what was noticed while it acted', async (t) => {
  let acts = 0;
  const quiet = whenQuiet(
    hastyClock(() => {}),
    async () => {
      acts += 1;
      if (acts === 1) quiet.notice();
    },
    () => t.fail(),
  );
  quiet.notice();
  await settled();
  t.is(acts, 2);
});

test('does not wait for ever', async (t) => {
  const acts: number[] = [];
  const clock = hastyClock(() => acts.length === 0 && quiet.notice());
  const quiet = whenQuiet(
    clock,
    async () => void acts.push(clock.now()),
    () => t.fail(),
  );
  quiet.notice();
  await settled();
  t.is(acts[0], 1_000);
});

test('lives through a failure', async (t) => {
  const errors: string[] = [];
  let acts = 0;
  const quiet = whenQuiet(
    hastyClock(() => {}),
    async () => {
      acts += 1;
      if (acts === 1) throw new Error('once');
    },
    (error) => errors.push(error.message),
  );
  quiet.notice();
  await settled();
  quiet.notice();
  await settled();
  t.deepEqual([acts, ...errors], [2, 'once']);
});

test('stops at once', async (t) => {
  const quiet = whenQuiet(
    systemClock,
    async () => t.fail(),
    () => t.fail(),
  );
  quiet.notice();
  await quiet.stop();
  quiet.notice();
  t.pass();
});
