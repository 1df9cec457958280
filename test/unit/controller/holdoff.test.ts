import test from 'ava';
import { createHoldoff } from '../../../src/controller/holdoff.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';

const TIMES = { quiet: 250, most: 2000 };

/** When `settle` resolves after changes at these times; the wait begins at 0. */
async function settlesAt(changes: readonly number[], begin = 0): Promise<number> {
  const clock = createVirtualClock();
  const holdoff = createHoldoff(clock, TIMES);
  let at = -1;
  for (let now = 0; now <= 5000; now += 10) {
    if (changes.includes(now)) holdoff.note();
    if (now === begin) void holdoff.settle().then(() => (at = clock.now()));
    await clock.pass(10);
  }
  return at;
}

for (const [title, changes, begin, at] of [
  ['no change at all: at once', [], 0, 0],
  ['one change: when it has been quiet', [0], 0, 250],
  ['the last change is long ago: at once', [0], 1000, 1000],
  ['the last change is short ago: the rest of the time', [0], 100, 250],
  ['each change starts the time anew', [0, 200, 400], 0, 650],
  ['changes without end: at most so long', Array.from({ length: 100 }, (_, index) => index * 50), 0, 2000],
] as const) {
  test(title, async (t) => t.is(await settlesAt(changes, begin), at));
}

test('a signal ends the wait', async (t) => {
  const clock = createVirtualClock();
  const holdoff = createHoldoff(clock, TIMES);
  const stopping = new AbortController();
  holdoff.note();
  const settling = holdoff.settle(stopping.signal);
  stopping.abort(new Error('stopped'));
  await t.throwsAsync(settling, { message: 'stopped' });
});
