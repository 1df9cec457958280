import test from 'ava';
import { oneLine, printable, shortened } from '../../../src/diagnostics/printable.ts';

for (const [what, text, expected] of [
  ['ordinary text', 'Ünïcode → 日本 🚀 ✖', 'Ünïcode → 日本 🚀 ✖'],
  ['an escape sequence', '\u001b[2J', '\\u001b[2J'],
  ['a bell, a backspace, NUL and DEL', '\u0007\b\0\u007f', '\\u0007\\u0008\\u0000\\u007f'],
  ['the eight-bit form of an escape', '\u009b31m', '\\u009b31m'],
  ['text that is turned round', 'a\u202eb', 'a\\u202eb'],
  ['what nobody sees', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
  ['half a character', 'a\ud800', 'a\\ud800'],
  ['separators of lines', 'a\u2028b', 'a\\u2028b'],
  ['a tag, of two units', '\u{e0041}', '\\udb40\\udc41'],
] as const)
  test(what, (t) => {
    t.is(printable(text), expected);
    t.is(JSON.parse(`"${printable(text)}"`), text, 'also an escape of JSON');
  });

test('breaks become blanks', (t) => t.is(oneLine('a\r\n\tb\nc\u001b'), 'a b c\\u001b'));
test('shortened', (t) => {
  t.is(shortened('abc', 3), 'abc');
  t.is(shortened('abcd', 3), 'ab…');
});
