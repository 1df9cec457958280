import test from 'ava';
import { ARM_BUCKETS } from '../../../../../src/emulator/arm/http/throttle.ts';
import { ID, smallest, startArm } from '../_harness.ts';
import type { Answered } from '../_harness.ts';

const left = ({ headers }: Answered, kind: string): readonly unknown[] => [
  headers[`x-ms-ratelimit-remaining-subscription-${kind}`],
  headers[`x-ms-ratelimit-remaining-subscription-global-${kind}`],
  headers['x-ms-ratelimit-remaining-resource'],
];
const tokenOf = (oid: string, jti: string): string =>
  `Bearer e30.${Buffer.from(JSON.stringify({ oid, jti })).toString('base64url')}.s`;

test('each kind of request has its own budgets, and says what is left', async (t) => {
  const arm = startArm(t);
  t.deepEqual(left(await arm.get(), 'reads'), ['249', '3749', 'Microsoft.Network/Reads5Min;9999']);
  t.deepEqual(left(await arm.get(), 'reads'), ['248', '3748', 'Microsoft.Network/Reads5Min;9998']);
  t.deepEqual(left(await arm.put(smallest()), 'writes'), ['199', '2999', 'Microsoft.Network/Writes5Min;999']);
  t.deepEqual(left(await arm.call('DELETE', ID), 'deletes'), [
    '199',
    '2999',
    'Microsoft.Network/Writes5Min;998',
  ]);
});

test('an empty bucket answers 429 with Retry-After, and fills with time', async (t) => {
  const arm = startArm(t, { buckets: { ...ARM_BUCKETS, reads: { size: 2, perSecond: 0.5 } } });
  t.deepEqual([(await arm.get()).status, (await arm.get()).status], [404, 404]);
  const refused = await arm.get();
  t.is(refused.status, 429);
  t.is(refused.headers['retry-after'], '2');
  t.like(refused.body, { error: { code: 'TooManyRequests' } });
  t.is((await arm.get(ID.replace('0000', '1111'))).status, 404, 'another subscription');
  await arm.clock.advance(2000);
  t.is((await arm.get()).status, 404);
  t.is((await arm.get()).status, 429);
});

test('a bucket is that of a principal, whatever token it sends; all of them share a larger one', async (t) => {
  const arm = startArm(t, { buckets: { ...ARM_BUCKETS, reads: { size: 1, perSecond: 0.1 } } });
  const ask = async (authorization: string): Promise<number> =>
    (await arm.call('GET', ID, undefined, { authorization })).status;
  t.is(await ask(tokenOf('a', '1')), 404);
  t.is(await ask(tokenOf('a', '2')), 429);
  t.is(await ask(tokenOf('b', '1')), 404);
  for (let one = 0; one < 13; one += 1) t.is(await ask(`Bearer ${one}`), 404);
  t.is(await ask('Bearer last'), 429);
});

test('the budget of the network provider lasts for a window', async (t) => {
  const arm = startArm(t, { providerBudget: { reads: 2, writes: 1, windowMs: 300_000 } });
  await arm.get();
  await arm.clock.advance(100_000);
  await arm.get();
  const refused = await arm.get();
  t.is(refused.status, 429);
  t.is(refused.headers['retry-after'], '200');
  t.like(refused.body, { error: { code: 'ResourceRequestsThrottled' } });
  t.is((await arm.put(smallest())).status, 201);
  t.is((await arm.call('DELETE', ID)).status, 429);
  await arm.clock.advance(200_000);
  t.is((await arm.get()).status, 200);
});
