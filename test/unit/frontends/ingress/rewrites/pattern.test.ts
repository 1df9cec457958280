import test from 'ava';
import {
  countGroups,
  isRegularExpression,
  literalPrefix,
  problemOf,
} from '../../../../../src/frontends/ingress/rewrites/pattern.ts';

for (const path of ['/', '/a', '/a.b/c-d', '/a/*', '/~x'])
  test(`${path} is a plain path`, (t) => t.false(isRegularExpression(path)));
for (const path of ['/a(/|$)', '/a.*', '^/a', '/[a-z]', String.raw`/a\.b`, '/a+'])
  test(`${path} is a regular expression`, (t) => t.true(isRegularExpression(path)));

for (const [pattern, problem] of [
  ['/a(/|$)(.*)', null],
  ['/(?:a|b)/(.*)', null],
  ['/(?=a)', 'the gateway knows no look-ahead and no look-behind'],
  ['/(?<!a)b', 'the gateway knows no look-ahead and no look-behind'],
  [String.raw`/(a)\1`, 'the gateway knows no back references'],
  [String.raw`/(a)\\1`, null],
  ['/(', 'the path is no valid regular expression'],
  [`/${'a'.repeat(1000)}`, 'the path is longer than 1000 characters'],
] as const)
  test(`problem of ${pattern.slice(0, 20)}`, (t) => t.is(problemOf(pattern), problem));

for (const [pattern, groups] of [
  ['/a', 0],
  ['/a(/|$)(.*)', 2],
  ['/(?:a)(b)', 1],
] as const)
  test(`groups of ${pattern}`, (t) => t.is(countGroups(pattern), groups));

for (const [path, literal] of [
  ['/a', '/a'],
  ['^/a(/|$)', '/a'],
  ['/a+', '/'],
  ['/a/.*', '/a/'],
  ['(/a)', ''],
] as const)
  test(`literal prefix of ${path}`, (t) => t.is(literalPrefix(path), literal));
