import test from 'ava';
import { mergePatch } from '../../../src/kube/merge-patch.ts';

const makes = test.macro((t, before: object, after: object, expected: object | null) =>
  t.deepEqual(mergePatch({ ...before }, { ...after }), expected),
);
test('nothing', makes, { a: { b: [1] } }, { a: { b: [1] } }, null);
test('a new member', makes, {}, { a: 1 }, { a: 1 });
test('a changed member', makes, { a: 1, b: 2 }, { a: 2, b: 2 }, { a: 2 });
test('a member that goes', makes, { a: 1 }, {}, { a: null });
test('inside an object', makes, { a: { b: 1, c: 2 } }, { a: { b: 1, d: 3 } }, { a: { c: null, d: 3 } });
test('lists as a whole', makes, { a: [1, 2] }, { a: [1] }, { a: [1] });
test('an object in place of a list', makes, { a: [1] }, { a: { b: 1 } }, { a: { b: 1 } });
