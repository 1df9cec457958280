import test from 'ava';
import { createPollPace } from '../../../src/azure/poll-pace.ts';

const INTERVAL = { firstMs: 1000, maxMs: 2000 };

/** When an operation is looked at that is expected to take `expected` ms and takes `takes`; the last look sees its end. */
function looks(expected: number | null, takes: number): readonly number[] {
  const pace = createPollPace(INTERVAL, () => expected);
  const times: number[] = [];
  for (let now = 0; now < takes;) {
    now += pace(now);
    times.push(Math.round(now));
  }
  return times;
}

test('without a guess the pauses grow to the longest', (t) => {
  t.deepEqual(looks(null, 8000), [1000, 2500, 4500, 6500, 8500]);
});

test('towards the expected end looks are closer, after it they move apart again', (t) => {
  t.deepEqual(
    looks(4000, 6000),
    [
      1000, 2500, 3250, 3625, 3813, 3906, 3956, 4006, 4056, 4106, 4159, 4239, 4359, 4538, 4807, 5210, 5815,
      6723,
    ],
  );
});

for (const takes of [500, 3000, 10_000, 19_990, 20_000, 20_020, 21_000, 25_000, 60_000]) {
  test(`20 s are expected, ${takes} ms it takes: seen late by at most half of the difference, or 50 ms`, (t) => {
    const late = looks(20_000, takes).at(-1)! - takes;
    t.true(late <= Math.min(2000, Math.max(50, Math.abs(takes - 20_000) / 2)), `${late} ms`);
  });
}

for (const takes of [20_000, 30_000, 60_000]) {
  test(`${takes} ms cost no more than twenty looks more than every two seconds would`, (t) => {
    t.true(looks(20_000, takes).length <= takes / 2000 + 20, `${looks(20_000, takes).length}`);
  });
}

test('the guess counts only while there are reads to spare', (t) => {
  let expected: number | null = 100;
  const pace = createPollPace(INTERVAL, () => expected);
  t.is(pace(0), 50);
  expected = null;
  t.is(pace(50), 1500);
});
