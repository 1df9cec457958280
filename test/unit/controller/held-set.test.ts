import test from 'ava';
import { MOST_HELD } from '../../../src/api/gateway-status.ts';
import { createHeldSet } from '../../../src/controller/held-set.ts';

const MINUTE = 60_000;
const WEB = 'Ingress/shop/web';
const API = 'Ingress/shop/api';

test('what was refused waits, everything else does not', (t) => {
  const held = createHeldSet();
  held.refuse(WEB, 'x', 'InvalidRequest', 0);
  t.is(held.waiting(WEB, 'x', 4 * MINUTE)?.code, 'InvalidRequest');
  t.is(held.waiting(WEB, 'y', 4 * MINUTE), null);
  t.is(held.waiting(API, 'x', 4 * MINUTE), null);
  t.is(held.waiting(WEB, 'x', 5 * MINUTE), null);
});

const FIRST = { desiredHash: 'x', code: 'C', retryAt: '1970-01-01T00:05:00.000Z', waitSeconds: 300 };

test('each owner once, in order', (t) => {
  const held = createHeldSet();
  for (const owner of [WEB, API, WEB]) held.forget(owner);
  for (const owner of [WEB, API]) held.refuse(owner, 'x', 'C', 0);
  t.deepEqual(held.entries(), [
    { owner: API, ...FIRST },
    { owner: WEB, ...FIRST },
  ]);
});

test('the wait doubles up to an hour, and begins anew with other content', (t) => {
  const held = createHeldSet();
  const waits = ['x', 'x', 'x', 'x', 'x', 'x', 'y'].map((hash) => {
    held.refuse(WEB, hash, 'C', 0);
    return Date.parse(held.entries()[0]!.retryAt) / MINUTE;
  });
  t.deepEqual(waits, [5, 10, 20, 40, 60, 60, 5]);
});

test('a successor knows what was written down', (t) => {
  const first = createHeldSet();
  first.refuse(WEB, 'x', 'C', 0);
  const second = createHeldSet(first.entries());
  t.is(second.waiting(WEB, 'x', MINUTE)?.owner, WEB);
  second.forget(WEB);
  t.is(second.waiting(WEB, 'x', MINUTE), null);
});

test('the wait goes on doubling after a restart', (t) => {
  let held = createHeldSet();
  const waits = ['x', 'x', 'x', 'y'].map((hash) => {
    held.refuse(WEB, hash, 'C', 0);
    held = createHeldSet(held.entries());
    return Date.parse(held.entries()[0]!.retryAt) / MINUTE;
  });
  t.deepEqual(waits, [5, 10, 20, 5]);
});

test('an entry of an earlier version counts as the first wait', (t) => {
  const { waitSeconds: _, ...entry } = { owner: WEB, ...FIRST };
  const held = createHeldSet([entry]);
  held.refuse(WEB, 'x', 'C', 0);
  t.is(held.entries()[0]?.waitSeconds, 600);
});

test('no more than a status can hold', (t) => {
  const held = createHeldSet();
  for (let index = 0; index <= MOST_HELD; index += 1) held.refuse(`Ingress/shop/i${index}`, 'x', 'C', 0);
  t.is(held.entries().length, MOST_HELD);
});
