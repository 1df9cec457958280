import { setImmediate } from 'node:timers/promises';
import test from 'ava';
import { createPacer } from '../../../src/kube/pacer.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';

function setUp() {
  const clock = createManualClock();
  let calls = 0;
  const pacer = createPacer(clock, 100, () => {
    calls += 1;
  });
  const after = async (ms: number): Promise<number> => {
    clock.advance(ms);
    await setImmediate();
    return calls;
  };
  return { pacer, after, calls: () => calls };
}

test('calls at once, and once more for all that came in the pause', async (t) => {
  const { pacer, after, calls } = setUp();
  pacer.touch();
  t.is(calls(), 1);
  pacer.touch();
  pacer.touch();
  t.is(await after(99), 1);
  t.is(await after(1), 2);
});

test('a pause follows the call that ends a pause, and one without a touch ends it', async (t) => {
  const { pacer, after, calls } = setUp();
  pacer.touch();
  pacer.touch();
  t.is(await after(100), 2);
  pacer.touch();
  t.is(calls(), 2);
  t.is(await after(100), 3);
  t.is(await after(100), 3);
  pacer.touch();
  t.is(calls(), 4);
});

test('a touch by the call itself waits for the end of the pause', async (t) => {
  const clock = createManualClock();
  let calls = 0;
  const pacer = createPacer(clock, 100, () => {
    calls += 1;
    if (calls === 1) pacer.touch();
  });
  pacer.touch();
  t.is(calls, 1);
  clock.advance(100);
  await setImmediate();
  t.is(calls, 2);
});

test('nothing is made up for once it is stopped', async (t) => {
  const { pacer, after } = setUp();
  pacer.touch();
  pacer.touch();
  pacer.stop();
  t.is(await after(100), 1);
});
