import { isDeepStrictEqual } from 'node:util';
import test from 'ava';
import * as fc from 'fast-check';
import type { Json } from '../../../src/appgw/wire.ts';
import { isList, isObject, member, same } from '../../../src/plan/json.ts';

const few = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, 0, '', 'a', false),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'toString'), tie('value'), { maxKeys: 2, noNullPrototype: true }),
  ),
})).value;

test('same is deep equality', (t) => {
  fc.assert(
    fc.property(few, few, (a, b) => t.is(same(a, b), isDeepStrictEqual(a, b))),
    { numRuns: 500 },
  );
  fc.assert(fc.property(few, (a) => t.true(same(a, structuredClone(a)))));
});

test('kinds of values', (t) => {
  const values = [undefined, null, 'x', 1, [], {}] as const;
  t.deepEqual(values.map(isObject), [false, false, false, false, false, true]);
  t.deepEqual(values.map(isList), [false, false, false, false, true, false]);
  t.is(member<number>({}, 'toString'), undefined);
  t.is(member({ toString: 1 }, 'toString'), 1);
});
