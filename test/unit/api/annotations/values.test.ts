import test from 'ava';
import type { ValueType } from '../../../../src/api/annotations/annotation.ts';
import { boolean, integer, listOf, matching, oneOf } from '../../../../src/api/annotations/values.ts';

const parses = test.macro({
  exec: (t, type: ValueType<unknown>, text: string, value: unknown) => t.deepEqual(type.parse(text), value),
  title: (_, type: ValueType<unknown>, text) => `${JSON.stringify(text)} as ${type.allowed}`,
});
for (const text of ['true', 'True', 'TRUE', 't', 'T', '1']) test(parses, boolean, text, true);
for (const text of ['false', 'False', 'FALSE', 'f', 'F', '0']) test(parses, boolean, text, false);
for (const text of ['', 'yes', 'tRUE']) test(parses, boolean, text, undefined);
const small = integer(1, 300);
test(parses, small, '1', 1);
test(parses, small, '300', 300);
// AGIC casts to 32 bits: 4294967376 would become 80.
for (const text of ['0', '301', '-1', '1.5', '1e2', '4294967376', '']) test(parses, small, text, undefined);
test(parses, oneOf('Http', 'Https'), 'HTTPS', 'Https');
test(parses, oneOf('Http', 'Https'), 'ftp', undefined);
test(parses, matching(/^a+$/, 'a', 3), 'aaa', 'aaa');
test(parses, matching(/^a+$/, 'a', 3), 'aaaa', undefined);
const few = listOf(small, 2);
test(parses, few, '1, 2,', [1, 2]);
test(parses, few, '1,1,2', [1, 2]);
test(parses, few, '1,2,3', undefined);
for (const text of ['', ',', '1,,2', '1,x']) test(parses, few, text, undefined);
