import test from 'ava';
import { closest } from '../../../../src/api/annotations/closest.ts';

const WORDS = ['ssl-redirect', 'request-timeout', 'frontend'] as const;
for (const [text, word] of [
  ['ssl-redirect', 'ssl-redirect'],
  ['SSL-Redirect', 'ssl-redirect'],
  ['ssl-rediretc', 'ssl-redirect'],
  ['sslredirect', 'ssl-redirect'],
  ['timeout', null],
  ['frontends', 'frontend'],
  ['xyz', null],
  ['', null],
] as const)
  test(`${JSON.stringify(text)} -> ${word}`, (t) => t.is(closest(text, WORDS), word));
test('of two that are equally close the first by name', (t) => t.is(closest('ab', ['ac', 'aa']), 'aa'));
test('nothing to choose from', (t) => t.is(closest('a', []), null));
