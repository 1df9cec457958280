import test from 'ava';
import { MOST_HELD } from '../../../src/api/gateway-status.ts';
import { createHeldSet } from '../../../src/controller/held-set.ts';

const MINUTE = 60_000;
const OWNERS = ['Ingress/shop/web', 'Ingress/shop/api', 'Ingress/shop/web'];

test('what was refused waits, everything else does not', (t) => {
  const held = createHeldSet();
  held.refuse(OWNERS, 'x', 'InvalidRequest', 0);
  t.is(held.waiting('x', 4 * MINUTE)?.code, 'InvalidRequest');
  t.is(held.waiting('y', 4 * MINUTE), null);
  t.is(held.waiting('x', 5 * MINUTE), null);
});

const FIRST = { desiredHash: 'x', code: 'C', retryAt: '1970-01-01T00:05:00.000Z', waitSeconds: 300 };

test('each owner once, in order', (t) => {
  const held = createHeldSet();
  held.refuse(OWNERS, 'x', 'C', 0);
  t.deepEqual(held.entries(), [
    { owner: 'Ingress/shop/api', ...FIRST },
    { owner: 'Ingress/shop/web', ...FIRST },
  ]);
});

test('the wait doubles up to an hour, and begins anew with other content', (t) => {
  const held = createHeldSet();
  const waits = ['x', 'x', 'x', 'x', 'x', 'x', 'y'].map((hash) => {
    held.refuse(OWNERS, hash, 'C', 0);
    return Date.parse(held.entries()[0]!.retryAt) / MINUTE;
  });
  t.deepEqual(waits, [5, 10, 20, 40, 60, 60, 5]);
});

test('a successor knows what was written down', (t) => {
  const first = createHeldSet();
  first.refuse(OWNERS, 'x', 'C', 0);
  const second = createHeldSet(first.entries());
  t.is(second.waiting('x', MINUTE)?.owner, 'Ingress/shop/api');
  second.clear();
  t.is(second.waiting('x', MINUTE), null);
});

test('the wait goes on doubling after a restart', (t) => {
  let held = createHeldSet();
  const waits = ['x', 'x', 'x', 'y'].map((hash) => {
    held.refuse(OWNERS, hash, 'C', 0);
    held = createHeldSet(held.entries());
    return Date.parse(held.entries()[0]!.retryAt) / MINUTE;
  });
  t.deepEqual(waits, [5, 10, 20, 5]);
});

test('an entry of an earlier version counts as the first wait', (t) => {
  const { waitSeconds: _, ...entry } = { owner: 'Ingress/shop/web', ...FIRST };
  const held = createHeldSet([entry]);
  held.refuse(OWNERS, 'x', 'C', 0);
  t.is(held.entries()[0]?.waitSeconds, 600);
});

test('no more than fit into a status', (t) => {
  const held = createHeldSet();
  const many = Array.from({ length: 250 }, (_, index) => `Ingress/shop/${index}`);
  held.refuse(many, 'x', 'C', 0);
  t.is(held.entries().length, MOST_HELD);
});
