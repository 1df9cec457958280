import test from 'ava';
import { unpack } from '../../../src/manifests/unpack.ts';

const check = test.macro((t, value: unknown, expected: unknown) => {
  t.deepEqual([...unpack(value)], expected);
});
const a = { kind: 'A' };

test('an object stands for itself', check, a, [{ value: a, path: [] }]);
test('a scalar too', check, 1, [{ value: 1, path: [] }]);
test('a List', check, { kind: 'List', items: [a, 1] }, [
  { value: a, path: ['items', 0] },
  { value: 1, path: ['items', 1] },
]);
test('a List in a List', check, { kind: 'List', items: [{ kind: 'List', items: [a] }] }, [
  { value: a, path: ['items', 0, 'items', 0] },
]);
test('items of a typed list', check, { apiVersion: 'g/v1', kind: 'AList', items: [{ x: 1 }] }, [
  { value: { apiVersion: 'g/v1', kind: 'A', x: 1 }, path: ['items', 0] },
]);
test('items without type in a plain List', check, { apiVersion: 'v1', kind: 'List', items: [{ x: 1 }] }, [
  { value: { x: 1 }, path: ['items', 0] },
]);
test('an empty List', check, { kind: 'List', items: [] }, []);
test('a kind that ends in List', check, { kind: 'AllowList' }, [{ value: { kind: 'AllowList' }, path: [] }]);
