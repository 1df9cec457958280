import test from 'ava';
import { shared } from '../../../../src/kube/projections/shared.ts';

test('equal parts are one object, others are not', (t) => {
  const first = shared({ a: [1, { b: 'x' }] });
  t.is(shared({ a: [1, { b: 'x' }] }), first);
  t.not(shared({ a: [1, { b: 'y' }] }), first);
});

test('what is remembered is bounded', (t) => {
  const first = shared({ n: -1 });
  for (let n = 0; n < 2_000; n += 1) shared({ n });
  t.not(shared({ n: -1 }), first);
});
