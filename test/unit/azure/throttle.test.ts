import test from 'ava';
import { BUCKETS, createThrottle, type Throttle } from '../../../src/azure/throttle.ts';
import { createVirtualClock, type VirtualClock } from '../../helpers/virtual-clock.ts';

const SMALL = { read: { size: 2, perSecond: 1 }, write: { size: 1, perSecond: 0.5 } };

function setUp(): { readonly clock: VirtualClock; readonly throttle: Throttle } {
  const clock = createVirtualClock(1_000_000);
  return { clock, throttle: createThrottle(clock, SMALL) };
}

/** When each of so many requests may go, ms from now; all asked at once. */
async function times({ clock, throttle }: ReturnType<typeof setUp>, kind: 'read' | 'write', count: number) {
  const from = clock.now();
  const passed: number[] = [];
  const all = Array.from({ length: count }, async () => {
    await throttle.acquire(kind);
    passed.push(clock.now() - from);
  });
  await clock.pass(60_000);
  await Promise.all(all);
  return passed;
}

for (const [title, kind, count, expected] of [
  ['a full bucket lets its size through, then one at a time', 'read', 5, [0, 0, 1000, 2000, 3000]],
  ['each kind has its own', 'write', 3, [0, 2000, 4000]],
] as const) {
  test(title, async (t) => t.deepEqual(await times(setUp(), kind, count), expected));
}

test('what is not used fills up again, not beyond the size', async (t) => {
  const setup = setUp();
  await times(setup, 'read', 3);
  t.deepEqual(await times(setup, 'read', 3), [0, 0, 1000]);
});

test('what the service asks for stops one kind, not the other', async (t) => {
  const setup = setUp();
  setup.throttle.pause('read', 7000);
  setup.throttle.pause('read', 3000);
  t.deepEqual(await times(setup, 'write', 1), [0]);
  const again = setUp();
  again.throttle.pause('read', 7000);
  again.throttle.pause('read', 3000);
  t.deepEqual(await times(again, 'read', 2), [7000, 7000]);
});

test('there is ample as long as half of the bucket is left', async (t) => {
  const { clock, throttle } = setUp();
  t.true(throttle.isAmple('read'));
  await throttle.acquire('read');
  t.true(throttle.isAmple('read'));
  await throttle.acquire('read');
  t.false(throttle.isAmple('read'));
  await clock.pass(1000);
  t.true(throttle.isAmple('read'));
});

test('a wait ends with its signal', async (t) => {
  const { throttle } = setUp();
  throttle.pause('write', 60_000);
  const controller = new AbortController();
  const waiting = throttle.acquire('write', controller.signal);
  controller.abort(new Error('stopped'));
  await t.throwsAsync(waiting, { message: 'stopped' });
});

test('we take half of what ARM gives', (t) => {
  t.deepEqual(BUCKETS, { read: { size: 125, perSecond: 12.5 }, write: { size: 100, perSecond: 5 } });
});
