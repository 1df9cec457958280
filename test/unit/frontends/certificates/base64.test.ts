import test from 'ava';
import { decodeBase64 } from '../../../../src/frontends/certificates/base64.ts';

const cases: readonly (readonly [text: string, expected: string | null])[] = [
  ['', ''],
  ['YQ==', 'a'],
  ['YWI=', 'ab'],
  ['YWJj', 'abc'],
  ['YW\r\nJj\n', 'abc'],
  [' YWJj ', 'abc'],
  ['YQ', null],
  ['YQ=', null],
  ['Y===', null],
  ['Y=Q=', null],
  ['YWJ_', null],
  ['YWJj!', null],
];

for (const [text, expected] of cases) {
  test(`${JSON.stringify(text)} is ${expected === null ? 'refused' : JSON.stringify(expected)}`, (t) => {
    t.is(decodeBase64(text)?.toString() ?? null, expected);
  });
}
