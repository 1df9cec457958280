import test from 'ava';
import type { ArmErrorKind } from '../../../src/controller/arm-error.ts';
import { retryDelay } from '../../../src/controller/retry.ts';

const SLOW = 300_000;

for (const [kind, retryAfterMs, failures, delay] of [
  ['transient', null, 1, 1000],
  ['transient', null, 2, 2000],
  ['transient', null, 7, 60_000],
  ['transient', null, 5000, 60_000],
  ['transient', 7000, 1, 7000],
  ['conflict', null, 1, 1000],
  ['throttled', null, 3, 4000],
  ['throttled', 90_000, 1, 90_000],
  ['invalid', null, 1, SLOW],
  ['forbidden', null, 4, SLOW],
  ['notFound', null, 1, SLOW],
  ['bug', 1000, 1, SLOW],
] as const satisfies readonly (readonly [ArmErrorKind, number | null, number, number])[]) {
  test(`${kind}, Retry-After ${retryAfterMs}, failure ${failures}: ${delay} ms`, (t) => {
    t.is(retryDelay({ kind, retryAfterMs }, failures), delay);
  });
}
