import test from 'ava';
import { createHostTable } from '../../../../../src/emulator/dataplane/compile/hosts.ts';

const table = (...listeners: readonly (readonly string[])[]) =>
  createHostTable(listeners.map((patterns) => ({ patterns, value: patterns.join(' ') || 'any' })));

const CASES: readonly [
  listeners: readonly (readonly string[])[],
  host: string,
  expected: string | undefined,
][] = [
  [[['a.test'], ['b.test']], 'b.test', 'b.test'],
  [[['A.Test']], 'a.test', 'A.Test'],
  [[['a.test', 'b.test']], 'b.test', 'a.test b.test'],
  [[['a.test']], 'c.test', undefined],
  [[['*.test']], 'a.test', '*.test'],
  [[['*.test']], 'a.b.test', '*.test'],
  [[['*.test']], 'test', undefined],
  [[['a?.test']], 'ab.test', 'a?.test'],
  [[['a?.test']], 'abc.test', undefined],
  [[['a?.test']], 'a.test', undefined],
  [[['a.test']], 'axtest', undefined],
  [[['*.test'], ['a.test']], 'a.test', '*.test'],
  [[['a.test'], ['*.test']], 'a.test', 'a.test'],
  [[[], ['a.test']], 'a.test', 'any'],
  [[['a.test'], []], 'b.test', 'any'],
  [[['a.test'], []], '', 'any'],
];
for (const [listeners, host, expected] of CASES) {
  test(`${JSON.stringify(listeners)}: ${host || '(no host)'} -> ${expected}`, (t) => {
    t.is(table(...listeners)(host), expected);
  });
}
