/**
 * Random histories against the emulated ARM. `CHAOS_RUNS=n` runs so many, `CHAOS_SEED=n` replays the one that failed.
 */
import test from 'ava';
import { runHistory, type History } from './history.ts';
import { stepText } from './steps.ts';

const RUNS = Number(process.env['CHAOS_RUNS'] ?? 200);
const { CHAOS_SEED } = process.env;
const seeds =
  CHAOS_SEED === undefined ? Array.from({ length: RUNS }, (_, seed) => seed) : [Number(CHAOS_SEED)];

const told = (seed: number, { broken, steps }: History): string =>
  [
    `CHAOS_SEED=${seed}`,
    ...broken.map((line) => `  ! ${line}`),
    ...steps.map((step) => `  ${stepText(step)}`),
  ].join('\n');

test(`${seeds.length} histories end well`, async (t) => {
  t.timeout(600_000);
  const failed: string[] = [];
  const sum = { puts: 0, faults: 0, otherWrites: 0 };
  let slowest = 0;
  for (const seed of seeds) {
    const history = await runHistory(seed);
    sum.puts += history.counts.puts;
    sum.faults += history.counts.faults;
    sum.otherWrites += history.counts.otherWrites;
    slowest = Math.max(slowest, history.settledAfter);
    if (history.broken.length > 0) failed.push(told(seed, history));
  }
  t.log(
    `${sum.faults} faults, ${sum.otherWrites} writes of somebody else, ${sum.puts} PUTs; the slowest settled in ${slowest.toFixed(1)} operations`,
  );
  for (const text of failed.slice(0, 5)) t.log(text);
  t.is(failed.length, 0);
});
