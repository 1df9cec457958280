import test from 'ava';
import * as fc from 'fast-check';
import { itemOffsets, scanValue } from '../../../src/manifests/json-scan.ts';

const errorAt = test.macro((t, text: string, offset: number) => {
  t.like(scanValue(text, 0), { offset });
});

test('a trailing comma in an object', errorAt, '{"a": 1,}', 8);
test('a trailing comma in a list', errorAt, '[1, ]', 4);
test('a missing comma', errorAt, '{"a": 1 "b": 2}', 8);
test('a missing colon', errorAt, '{"a" 1}', 5);
test('a key without quotes', errorAt, '{a: 1}', 1);
test('single quotes', errorAt, "['a']", 1);
test('the end too early', errorAt, '{"a": [1, 2', 11);
test('an open string', errorAt, '{"a": "b}', 6);
test('a line break in a string', errorAt, '["a\nb"]', 1);
test('a bad escape', errorAt, '["\\x"]', 1);
test('the wrong bracket', errorAt, '{"a": [1}', 8);
test('a comment', errorAt, '{ // x\n}', 2);
test('nothing', errorAt, '', 0);
test('a value in place of a colon', errorAt, '{"a"{}}', 4);

test('the end of the first of several values', (t) => {
  t.is(scanValue('{"a": {}} {"b": 1}', 0), 9);
  t.is(scanValue('{"a": {}} {"b": 1}', 9), 18);
});

test('agrees with JSON.parse on what JSON is', (t) => {
  const damaged = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', '[', ':', '\\', '1', 'null'))
    .map(
      ([json, at, insert]) =>
        json.slice(0, at % (json.length + 1)) + insert + json.slice((at % (json.length + 1)) + 1),
    );
  fc.assert(
    fc.property(fc.oneof(fc.json(), damaged), (text) => {
      const end = scanValue(text, 0);
      t.is(typeof end === 'number' && text.slice(end).trim() === '', isJson(text), text);
    }),
  );
});

test('items are found among strings and brackets that look like them', (t) => {
  const items = [{ a: '}]"items": [{', items: [{}] }, { b: '\\' }, {}];
  const text = JSON.stringify({ kind: 'items', metadata: { items: [{}] }, items, after: [{}] }, null, 1);
  const offsets = itemOffsets(text);
  t.is(offsets.length, 3);
  t.deepEqual(
    offsets.map((offset) => JSON.parse(text.slice(offset, Number(scanValue(text, offset))))),
    items,
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
