import test from 'ava';
import { retryAfterMs } from '../../../src/azure/retry-after.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

for (const [headers, expected] of [
  [{}, null],
  [{ 'retry-after': '17' }, 17_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': '' }, null],
  [{ 'retry-after': '3', 'retry-after-ms': '250' }, 250],
  [{ 'retry-after': '3', 'x-ms-retry-after-ms': '400' }, 400],
  [{ 'retry-after': '3', 'retry-after-ms': 'x' }, 3000],
] as const) {
  test(`${JSON.stringify(headers)} asks for ${expected} ms`, (t) =>
    t.is(retryAfterMs(headers, NOW), expected));
}
