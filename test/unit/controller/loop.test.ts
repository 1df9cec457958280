import test from 'ava';
import { ArmError, type ArmErrorFields } from '../../../src/controller/arm-error.ts';
import { startLoop, type Loop } from '../../../src/controller/loop.ts';
import type { Outcome } from '../../../src/controller/reconcile.ts';
import { createVirtualClock, type VirtualClock } from '../../helpers/virtual-clock.ts';

const APPLIED: Outcome = { kind: 'applied', diagnostics: [] };
const UNCHANGED: Outcome = { kind: 'unchanged', diagnostics: [] };
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
  /** `kind cause`. */
  readonly outcomes: readonly string[];
}

/** A run takes 1 s and ends as `outcomes` say, the last of them for ever. */
function watch(outcomes: readonly (Outcome | Error)[], floor = 0): Watched {
  const clock = createVirtualClock();
  const runs: number[] = [];
  const seen: string[] = [];
  const loop = startLoop({
    clock,
    floor,
    run: async (signal) => {
      runs.push(clock.now());
      await clock.sleep(1000, signal);
      const outcome = outcomes[Math.min(runs.length, outcomes.length) - 1]!;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    onOutcome: ({ kind }, cause) => seen.push(`${kind} ${cause}`),
  });
  return { clock, loop, runs, outcomes: seen };
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

test('between two PUTs the floor is kept', async (t) => {
  const watched = watch([APPLIED], 5000);
  await play(watched, [0, 2000], 30_000);
  t.deepEqual(watched.runs, [250, 6250]);
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
