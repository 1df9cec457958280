import test from 'ava';
import { toPatterns, type Patterns } from '../../../src/appgw/patterns.ts';
import { match } from '../../helpers/routing.ts';

const expresses = test.macro({
  exec: (t, text: string, expected: readonly string[] | Patterns['kind']) => {
    const patterns = toPatterns(match(text));
    if (typeof expected === 'string') t.is(patterns.kind, expected);
    else t.deepEqual(patterns, { kind: 'patterns', patterns: expected });
  },
  title: (_, text: string, expected: readonly string[] | string) =>
    `${text} is ${typeof expected === 'string' ? expected : expected.join(' ')}`,
});
test(expresses, '/x', ['/x', '/x/*']);
test(expresses, '/x/y', ['/x/y', '/x/y/*']);
test(expresses, '/', 'root');
test(expresses, '=/x', ['/x']);
test(expresses, '=/x/', ['/x/']);
test(expresses, '=/', 'exactRoot');
test(expresses, '~/x', ['/x']);
test(expresses, '~/x*', ['/x*']);
test(expresses, '~/x/*', ['/x/*']);
test(expresses, '~/', 'root');
test(expresses, '~/*', 'root');
test(expresses, '~/*.jpg', 'refused');
test(expresses, '~/a/*/b', 'refused');
test(expresses, '~/a**', 'refused');
test(expresses, '~x', 'refused');
test(expresses, '/x*', 'refused');
test(expresses, '=/x*', 'refused');
test(expresses, '/x?y', 'refused');
test(expresses, '=/x#y', 'refused');

test('a refusal says why, as the end of a sentence', (t) => {
  for (const text of ['~x', '/a?b', '/a*', '~/a*b']) {
    const refused = toPatterns(match(text));
    if (refused.kind !== 'refused') throw new Error(`${text} was not refused`);
    t.regex(refused.reason, /^it\w* .*[^.]$/);
  }
});
