/** Our PUTs against the fewest that are possible with the future known, as fresh as we promise to be. */
import test from 'ava';
import { OPERATION_MS } from '../chaos/azure.ts';
import { runEconomy } from './history.ts';
import { fewestPuts } from './minimum.ts';

const HOLDOFF_MS = 2000;
const FLOOR_MS = 5000;
/** A change that just missed a PUT starts with the next one: at most so much later. */
const FRESHNESS_MS = HOLDOFF_MS + OPERATION_MS + FLOOR_MS;
const APART_MS = OPERATION_MS + FLOOR_MS;
const SEEDS = 6;

for (const [pace, gap, most] of [
  ['a change every five minutes', 300_000, 1.25],
  ['a change every half a minute', 30_000, 1.75],
  ['a change every five seconds', 5_000, 1.75],
  ['a change every second', 1_000, 1.5],
] as const) {
  test(`${pace}: at most ${most} times the fewest PUTs`, async (t) => {
    let [ours, fewest, changes] = [0, 0, 0];
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const economy = await runEconomy(seed, gap);
      ours += economy.puts.length;
      changes += economy.changes.length;
      fewest += fewestPuts(economy.changes, FRESHNESS_MS, APART_MS);
    }
    t.log(`${changes} changes, ${ours} PUTs, ${fewest} at the least: ${(ours / fewest).toFixed(2)} times`);
    t.true(ours <= most * fewest);
    t.true(ours <= changes, 'no PUT without a change');
  });
}

for (const [name, changes, puts] of [
  ['nothing', [], 0],
  ['one change', [0], 1],
  ['all within the freshness', [0, 10, 20], 1],
  ['one that comes later', [0, 21], 2],
  ['a PUT that has to wait for the one before takes more with it', [0, 21, 70], 2],
] as const) {
  test(`the fewest PUTs: ${name}`, (t) => t.is(fewestPuts(changes, 20, 50), puts));
}
