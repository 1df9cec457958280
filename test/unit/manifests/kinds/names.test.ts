import test from 'ava';
import type { Rule } from '../../../../src/manifests/kinds/fields.ts';
import * as names from '../../../../src/manifests/kinds/names.ts';

const check = test.macro({
  exec(t, rule: Rule<string>, good: readonly string[], bad: readonly string[]) {
    for (const value of good) t.is(rule(value), null, value);
    for (const value of bad) t.is(typeof rule(value), 'string', value);
  },
  title: (name) => name ?? '',
});
const x = (count: number): string => 'x'.repeat(count);

test('dnsLabel', check, names.dnsLabel, ['a', '1a', 'a-b', x(63)], ['', 'A', '-a', 'a-', 'a.b', x(64)]);
test(
  'dnsSubdomain',
  check,
  names.dnsSubdomain,
  ['a', 'a.b-c.1', x(253)],
  ['', 'a.', '.a', 'a..b', 'a.-b', x(254)],
);
test('dnsHost', check, names.dnsHost, ['a.b', '*.b'], ['*', 'a*.b', '*.*.b', '*.', '*.B']);
test(
  'qualifiedName',
  check,
  names.qualifiedName,
  ['a', 'A_b.c', 'a.b/C'],
  ['', '/a', 'a/', 'A.b/c', 'a/b/c', x(64), '-a'],
);
test('labelValue', check, names.labelValue, ['', 'A_b.c', x(63)], ['a b', '-a', x(64)]);
test('portName', check, names.portName, ['http', 'h2-c', x(15)], ['', '80', 'a--b', 'A', '-a', x(16)]);
test('pathSegment', check, names.pathSegment, ['a', 'A b', '...'], ['.', '..', 'a/b', 'a%']);
test(
  'domainPrefixedPath',
  check,
  names.domainPrefixedPath,
  ['a/b', 'a.b/c/d'],
  ['a', 'a/', '/b', 'A/b', 'a/b c'],
);
