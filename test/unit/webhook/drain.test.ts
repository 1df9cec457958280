import test from 'ava';
import { newsOfDrain } from '../../../src/webhook/drain.ts';

const news = test.macro({
  exec: (t, measured: number | null, told: number | null, expected: number | null) =>
    t.is(newsOfDrain(measured, told), expected),
  title: (_, ...numbers: readonly (number | null)[]) => `measured, told, news: ${numbers.join(' ')}`,
});
test(news, null, null, null);
test(news, null, 40, null);
test(news, 31, null, 35);
test(news, 41, 40, 45);
test(news, 39, 40, null);
test(news, 30, 40, null);
test(news, 20, 40, 20);
