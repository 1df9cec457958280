import test from 'ava';
import { trackArrivals, type Arrivals } from '../../../src/controller/arrivals.ts';

/** Two changes that a run has taken up, and one that came while it ran. */
function taken(): Arrivals {
  const arrivals = trackArrivals();
  arrivals.seen(10);
  arrivals.seen(20);
  arrivals.take();
  arrivals.seen(30);
  return arrivals;
}

for (const [kind, arrived, waiting] of [
  ['applied', [10, 20], 1],
  ['unchanged', [], 1],
  ['planned', [], 1],
  ['failed', [], 3],
  ['stopped', [], 3],
  ['lost', [], 3],
] as const) {
  test(`a run that ends as ${kind}`, (t) => {
    const arrivals = taken();
    t.deepEqual(arrivals.settle(kind), arrived);
    t.is(arrivals.waiting(), waiting);
  });
}

test('what a failed run had taken arrives with the next', (t) => {
  const arrivals = taken();
  arrivals.settle('failed');
  arrivals.take();
  t.deepEqual(arrivals.settle('applied'), [10, 20, 30]);
  t.is(arrivals.waiting(), 0);
});

test('nothing arrives twice', (t) => {
  const arrivals = taken();
  arrivals.settle('applied');
  t.deepEqual(arrivals.settle('applied'), []);
});
