import test from 'ava';
import { createPathTable } from '../../../../../src/emulator/dataplane/compile/paths.ts';
import type { AmbiguousOrder } from '../../../../../src/emulator/dataplane/compile/paths.ts';

type Rules = readonly (readonly string[])[];

function match(rules: Rules, path: string) {
  const ambiguous: AmbiguousOrder[] = [];
  const named = rules.map((paths, index) => ({ name: `r${index}`, paths, value: index }));
  return { found: createPathTable(named, (found) => ambiguous.push(found))(path), ambiguous };
}

const CASES: readonly [rules: Rules, path: string, expected: number | undefined][] = [
  [[['/a']], '/a', 0],
  [[['/a']], '/a/', undefined],
  [[['/a']], '/ab', undefined],
  [[['/a*']], '/ab', 0],
  [[['/a*']], '/a', 0],
  [[['/a/*']], '/a/b', 0],
  [[['/a/*']], '/a/', 0],
  [[['/a/*']], '/a', undefined],
  [[['/*']], '/', 0],
  [[['/*']], '/x/y', 0],
  [[['/Foo']], '/fOO', 0],
  [[['/x', '/a', '/b/*']], '/b/c', 0],
  [[['/a'], ['/b']], '/b', 1],
  [[['/a.c']], '/abc', undefined],
  [[['/ü']], Buffer.from('/ü').toString('latin1'), 0],
  [[], '/', undefined],
];
for (const [rules, path, expected] of CASES) {
  test(`${JSON.stringify(rules)}: ${path} -> ${expected}`, (t) =>
    t.is(match(rules, path).found?.value, expected));
}

const ORDER: readonly [rules: Rules, path: string, expected: number, differs: boolean][] = [
  [[['/a/*'], ['/a/b']], '/a/b', 0, true],
  [[['/a/*'], ['/a/b']], '/a/c', 0, false],
  [[['/*'], ['/a/*']], '/a/c', 0, true],
  [[['/a/b'], ['/a/*']], '/a/b', 0, false],
  [[['/a*'], ['/a']], '/a', 0, true],
  [[['/a/*', '/a/b']], '/a/b', 0, false],
  [[['/a/*'], ['/A/*']], '/a/c', 0, false],
];
for (const [rules, path, expected, differs] of ORDER) {
  test(`${JSON.stringify(rules)}: list order decides ${path}; the readings ${differs ? 'differ' : 'agree'}`, (t) => {
    const { found, ambiguous } = match(rules, path);
    t.is(found?.value, expected);
    t.is(ambiguous.length, differs ? 1 : 0);
  });
}

test('an ambiguous order names both rules and patterns', (t) => {
  t.deepEqual(match([['/*'], ['/a']], '/A').ambiguous, [
    { path: '/A', first: ['r0', '/*'], specific: ['r1', '/a'] },
  ]);
});

const LENGTHS: readonly [pattern: string, path: string, expected: number][] = [
  ['/a*', '/abc', 2],
  ['/a/*', '/a/bc', 3],
  ['/a/b', '/a/b', 4],
];
for (const [pattern, path, expected] of LENGTHS) {
  test(`${pattern} spells out ${expected} bytes of ${path}`, (t) =>
    t.is(match([[pattern]], path).found?.length, expected));
}
