import test from 'ava';
import { PatternError, compilePattern } from '../../../src/emulator/re2.ts';

const MATCHES: readonly [pattern: string, text: string, found: readonly (string | undefined)[] | null][] = [
  ['^/(.+)/(.+)$', '/a/b', ['/a/b', 'a', 'b']],
  ['b', 'abc', ['b']],
  ['B', 'abc', null],
  ['(?i)B', 'abc', ['b']],
  ['(?i:B)c', 'abc', ['bc']],
  ['(?s)a.c', 'a\nc', ['a\nc']],
  ['(?P<n>x)(?<m>y)', 'xy', ['xy', 'x', 'y']],
  ['\\Aab\\z', 'ab', ['ab']],
  ['\\/x\\-\\.', '/x-.', ['/x-.']],
  ['[[:alpha:]_]+', '1b_2', ['b_']],
  ['[]a]+', 'x]a', [']a']],
  ['[^]a]+', ']xa', ['x']],
  ['[(?=]+', '(?=', ['(?=']],
  ['\\(?=a', '(=a', ['(=a']],
];
for (const [pattern, text, found] of MATCHES) {
  test(`${pattern} in ${JSON.stringify(text)}`, (t) => {
    const result = compilePattern(pattern, false).exec(text);
    t.deepEqual(result === null ? null : [...result], found);
  });
}

test('case is ignored on demand', (t) => {
  t.true(compilePattern('ABC', true).test('xabcx'));
  t.true(compilePattern('(?i)ABC', true).test('xabcx'));
});

const REFUSED: readonly [pattern: string, problem: RegExp][] = [
  ['a(?=b)', /looks around/],
  ['a(?!b)', /looks around/],
  ['(?<=a)b', /looks around/],
  ['(?<!a)b', /looks around/],
  ['(a)\\1', /refers back/],
  ['(?<n>a)\\k<n>', /refers back/],
  ['(?>a)', /not a regular expression/],
  ['a++', /not a regular expression/],
  ['(', /not a regular expression/],
  ['*a', /not a regular expression/],
  ['a\\Z', /RE2 does not know/],
  ['\\pL', /not emulated/],
  ['\\Qa\\E', /not emulated/],
  ['a(?i)b', /not emulated/],
  ['[[:nope:]]', /not emulated/],
];
for (const [pattern, problem] of REFUSED) {
  test(`${pattern} is refused`, (t) => {
    const error = t.throws(() => compilePattern(pattern, false), {
      instanceOf: PatternError,
      message: problem,
    });
    t.is(error?.code, 'INVALID_PATTERN');
  });
}
