import test from 'ava';
import { ID, smallest, startArm } from '../_harness.ts';
import { ARM_BUCKETS } from '../../../../../src/emulator/arm/http/throttle.ts';

const left = (headers: Readonly<Record<string, unknown>>, kind: string): readonly unknown[] => [
  headers[`x-ms-ratelimit-remaining-subscription-${kind}`],
  headers[`x-ms-ratelimit-remaining-subscription-global-${kind}`],
];

test('each kind of request has its own bucket, and says what is left', async (t) => {
  const arm = startArm(t);
  t.deepEqual(left((await arm.get()).headers, 'reads'), ['249', '3749']);
  t.deepEqual(left((await arm.get()).headers, 'reads'), ['248', '3748']);
  t.deepEqual(left((await arm.put(smallest())).headers, 'writes'), ['199', '2999']);
  t.deepEqual(left((await arm.call('DELETE', ID)).headers, 'deletes'), ['199', '2999']);
});

test('an empty bucket answers 429 with Retry-After, and fills with time', async (t) => {
  const arm = startArm(t, { buckets: { ...ARM_BUCKETS, reads: { size: 2, perSecond: 0.5 } } });
  t.deepEqual([(await arm.get()).status, (await arm.get()).status], [404, 404]);
  const refused = await arm.get();
  t.is(refused.status, 429);
  t.is(refused.headers['retry-after'], '2');
  t.like(refused.body, { error: { code: 'TooManyRequests' } });
  t.is((await arm.call('GET', ID.replace('0000', '1111'))).status, 404, 'another subscription');
  await arm.clock.advance(2000);
  t.is((await arm.get()).status, 404);
  t.is((await arm.get()).status, 429);
});
