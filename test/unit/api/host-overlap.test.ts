import test from 'ava';
import * as fc from 'fast-check';
import { overlaps } from '../../../src/api/host-overlap.ts';

for (const [a, b, both] of [
  ['a.com', 'a.com', true],
  ['a.com', 'b.com', false],
  ['*.com', '*.shop.com', true],
  ['*.shop.com', 'shop.com', false],
  ['*hop.com', 'shop.com', true],
  ['s?op.com', 'shop.com', true],
  ['s?op.com', '*.shop.com', false],
  ['*.s*p.com', '*.shop.com', true],
  ['a*', '*b', true],
  ['a*c', 'b*', false],
  ['?', '', false],
  ['*', '', true],
] as const)
  test(`${a} and ${b}`, (t) => {
    t.is(overlaps(a, b), both);
    t.is(overlaps(b, a), both);
  });

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });
const WORDS = ['', 'a', 'b'].flatMap((x) =>
  ['', 'a', 'b'].flatMap((y) => ['', 'a', 'b'].map((z) => x + y + z)),
);
const matches = (glob: string, word: string): boolean =>
  new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(word);

test('whatever fits both patterns is found', (t) => {
  fc.assert(
    fc.property(pattern, pattern, (a, b) => {
      const common = WORDS.some((word) => matches(a, word) && matches(b, word));
      if (common) t.true(overlaps(a, b), `${a} ${b}`);
      t.is(overlaps(a, b), overlaps(b, a));
    }),
    { numRuns: 500 },
  );
  t.pass();
});
