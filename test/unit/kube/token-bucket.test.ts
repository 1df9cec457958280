import test from 'ava';
import { createTokenBucket } from '../../../src/kube/token-bucket.ts';

test('gives a burst, then one for each refill, and never more than the burst', (t) => {
  let now = 0;
  const bucket = createTokenBucket({ now: () => now }, { burst: 2, refillMs: 100 });
  const taken = (): boolean[] => [bucket.take(), bucket.take(), bucket.take()];
  t.deepEqual(taken(), [true, true, false]);
  now = 99;
  t.false(bucket.take());
  now = 150;
  t.deepEqual(taken(), [true, false, false]);
  now = 200;
  t.true(bucket.take());
  t.false(bucket.isFull());
  now = 10_000;
  t.true(bucket.isFull());
  t.deepEqual(taken(), [true, true, false]);
});
