import test from 'ava';
import { stageTimer, untimed, type Stage } from '../../../src/controller/stages.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';

function setUp() {
  let now = 0;
  const seen: [Stage, number][] = [];
  const time = stageTimer({ now: () => now }, (stage, ms) => seen.push([stage, ms]));
  const pass = (ms: number): void => {
    now += ms;
  };
  return { time, seen, pass };
}

test('a stage lasts as long as its work, and hands on what that returns', (t) => {
  const { time, seen, pass } = setUp();
  t.is(
    time('plan', () => {
      pass(7);
      return 'planned';
    }),
    'planned',
  );
  t.deepEqual(seen, [['plan', 7]]);
});

for (const [title, end] of [
  ['resolved', (clock: ReturnType<typeof createVirtualClock>) => clock.sleep(30)],
  [
    'rejected',
    (clock: ReturnType<typeof createVirtualClock>) =>
      clock.sleep(30).then(() => Promise.reject(new Error('no'))),
  ],
] as const) {
  test(`a promise lasts until it is ${title}`, async (t) => {
    const clock = createVirtualClock();
    const seen: number[] = [];
    const time = stageTimer(clock, (_stage, ms) => seen.push(ms));
    const work = time('get', () => end(clock)).catch(() => undefined);
    t.deepEqual(seen, []);
    await clock.pass(30);
    await work;
    t.deepEqual(seen, [30]);
  });
}

test('what throws is thrown on, and is no measurement', (t) => {
  const { time, seen } = setUp();
  const fails = (): never => {
    throw new Error('a bug');
  };
  t.throws(() => time('translate', fails), { message: 'a bug' });
  t.deepEqual(seen, []);
});

test('nobody need measure', (t) =>
  t.is(
    untimed('put', () => 1),
    1,
  ));
