import test from 'ava';
import { ArmError, type ArmErrorFields } from '../../../src/controller/arm-error.ts';
import { startLoop, type Loop } from '../../../src/controller/loop.ts';
import type { Outcome } from '../../../src/controller/reconcile.ts';
import { createVirtualClock, type VirtualClock } from '../../helpers/virtual-clock.ts';

const APPLIED: Outcome = { kind: 'applied', diagnostics: [] };
const UNCHANGED: Outcome = { kind: 'unchanged', diagnostics: [] };
const LOST: Outcome = { kind: 'lost', repairMs: 20_000, diagnostics: [] };
const failed = (fields: Partial<ArmErrorFields> = {}): Outcome => ({
  kind: 'failed',
  error: new ArmError({ kind: 'transient', code: 'C', message: 'm', ...fields }),
  diagnostics: [],
});

interface Watched {
  readonly clock: VirtualClock;
  readonly loop: Loop;
  /** When each run began. */
  readonly runs: readonly number[];
  /** When it might send. */
  readonly puts: readonly number[];
  /** `kind cause`. */
  readonly outcomes: readonly string[];
}

/** A run takes 1 s and ends as `outcomes` say, the last of them for ever. */
function watch(outcomes: readonly (Outcome | Error)[], floor = 0, tellingMs = 0): Watched {
  const clock = createVirtualClock();
  const runs: number[] = [];
  const puts: number[] = [];
  const seen: string[] = [];
  const loop = startLoop({
    clock,
    floor,
    run: async (signal, putFrom) => {
      runs.push(clock.now());
      if (putFrom > clock.now()) await clock.sleep(putFrom - clock.now(), signal);
      puts.push(clock.now());
      await clock.sleep(1000, signal);
      const outcome = outcomes[Math.min(runs.length, outcomes.length) - 1]!;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    onOutcome: ({ kind }, cause) => {
      seen.push(`${kind} ${cause}`);
      return tellingMs > 0 ? clock.sleep(tellingMs) : undefined;
    },
  });
  return { clock, loop, runs, puts, outcomes: seen };
}

/** Triggers at these times. */
async function play({ clock, loop }: Watched, changes: readonly number[], until: number): Promise<void> {
  for (const at of changes) {
    await clock.pass(at - clock.now());
    loop.trigger();
  }
  await clock.pass(until - clock.now());
}

for (const [title, changes, runs] of [
  ['nothing changes: nothing runs', [], []],
  ['a change is waited out', [0], [250]],
  ['a burst is one run', [0, 100, 300], [550]],
  ['changes during a run are one next run', [0, 300, 500, 900], [250, 1250]],
  ['a change at the end of a run is waited out as well', [0, 1200], [250, 1450]],
  ['changes that the next run covers have none of their own', [0, 300, 1200], [250, 1450]],
  ['a change after a run', [0, 5000], [250, 5250]],
] as const) {
  test(title, async (t) => {
    const watched = watch([APPLIED]);
    await play(watched, changes, 20_000);
    t.deepEqual(watched.runs, runs);
    t.deepEqual(
      watched.outcomes,
      runs.map(() => 'applied change'),
    );
  });
}

test('between two PUTs the floor is kept, and the second is prepared before it ends', async (t) => {
  const watched = watch([APPLIED], 5000);
  await play(watched, [0, 2000], 30_000);
  t.deepEqual(watched.runs, [250, 6150]);
  t.deepEqual(watched.puts, [250, 6250]);
});

for (const [title, changes, second] of [
  ['a change before its end has waited long enough', [2000], 6250],
  ['a change at its end is waited out', [6100], 6350],
  ['a burst that began long before its end is not waited out', [3000, 6000, 6200], 6250],
  [
    'changes without end do not lengthen it',
    Array.from({ length: 50 }, (_, index) => 2000 + 100 * index),
    6250,
  ],
] as const) {
  test(`the holdoff runs while the floor does: ${title}`, async (t) => {
    const watched = watch([APPLIED], 5000);
    await play(watched, [0, ...changes], 30_000);
    t.is(watched.puts[1], second);
  });
}

test('telling what became of a run takes nothing off the floor, and the next run waits for it', async (t) => {
  const short = watch([APPLIED], 5000, 3000);
  await play(short, [0, 2000], 30_000);
  t.deepEqual(short.puts, [250, 6250]);
  const long = watch([APPLIED], 5000, 7000);
  await play(long, [0, 2000], 30_000);
  t.deepEqual(long.puts, [250, 8250]);
});

test('a change may be told of late: its time counts', async (t) => {
  const { clock, loop, runs } = watch([APPLIED]);
  await clock.pass(100);
  loop.trigger(20);
  await clock.pass(1000);
  t.deepEqual(runs, [270]);
});

test('where nothing was sent there is no floor', async (t) => {
  const watched = watch([UNCHANGED], 5000);
  await play(watched, [0, 2000], 30_000);
  t.deepEqual(watched.runs, [250, 2250]);
});

test('a failure is retried with growing waits, and success resets them', async (t) => {
  const watched = watch([failed(), failed(), failed(), APPLIED, failed(), APPLIED]);
  await play(watched, [0, 60_000], 100_000);
  t.deepEqual(watched.runs, [250, 2250, 5250, 10_250, 60_250, 62_250]);
  t.deepEqual(watched.outcomes, [
    'failed change',
    'failed retry',
    'failed retry',
    'applied retry',
    'failed change',
    'applied retry',
  ]);
});

test('a change does not wait for the retry', async (t) => {
  const watched = watch([failed({ kind: 'invalid' }), APPLIED]);
  await play(watched, [0, 3000], 400_000);
  t.deepEqual(watched.runs, [250, 3250]);
  t.deepEqual(watched.outcomes, ['failed change', 'applied change']);
});

test('but no change cuts short what ARM asked for', async (t) => {
  const watched = watch([failed({ kind: 'throttled', retryAfterMs: 30_000 }), APPLIED]);
  await play(watched, [0, 3000], 100_000);
  t.deepEqual(watched.runs, [250, 31_250]);
  t.deepEqual(watched.outcomes, ['failed change', 'applied change']);
});

for (const [when, after] of [
  ['before the first change', 0],
  ['during the holdoff', 100],
  ['during a run', 700],
  ['after a run', 2000],
] as const) {
  test(`stopping ${when} resolves, and nothing runs after it`, async (t) => {
    const watched = watch([failed()]);
    if (after > 0) watched.loop.trigger();
    await watched.clock.pass(after);
    await watched.loop.stop();
    const runs = watched.runs.length;
    watched.loop.trigger();
    await watched.clock.pass(100_000);
    t.is(watched.runs.length, runs);
  });
}

test('a bug ends the loop, and is not swallowed', async (t) => {
  const watched = watch([new TypeError('a bug')]);
  watched.loop.ended.catch(() => {});
  await play(watched, [0], 10_000);
  await t.throwsAsync(watched.loop.ended, { message: 'a bug' });
  await t.throwsAsync(watched.loop.stop(), { message: 'a bug' });
});

test('what was lost is repaired after its wait; a change waits neither for that nor for the floor', async (t) => {
  const alone = watch([LOST, APPLIED], 5000);
  await play(alone, [0], 60_000);
  t.deepEqual(alone.runs, [250, 21_250]);
  const changed = watch([LOST, APPLIED], 5000);
  await play(changed, [0, 3000], 60_000);
  t.deepEqual(changed.runs, [250, 3250]);
});

test('a run is due while a change waits for another run or for the floor, but not during the holdoff', async (t) => {
  const { clock, loop } = watch([APPLIED], 5000);
  const due: boolean[] = [];
  for (const [at, change] of [
    [0, true],
    [100, false],
    [700, true],
    [900, false],
    [3000, false],
    [5850, false],
    [5950, false],
    [8000, false],
  ] as const) {
    await clock.pass(at - clock.now());
    if (change) loop.trigger();
    due.push(loop.isDue());
  }
  t.deepEqual(due, [false, false, true, true, true, true, false, false]);
});
