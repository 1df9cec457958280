import test from 'ava';
import * as fc from 'fast-check';
import {
  dismiss,
  leftOut,
  refused,
  reopen,
  startSearch,
  taken,
  type Search,
} from '../../../src/controller/bisection.ts';

const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `Ingress/shop/i${index}`);

/** Plays ARM, which refuses whatever has a guilty one in it. */
function play(owners: readonly string[], isGuilty: (owner: string) => boolean) {
  const found: string[] = [];
  const served = new Set<string>();
  let puts = 0;
  let search: Search | null = startSearch(owners);
  while (search !== null) {
    const out: readonly string[] = leftOut(search);
    const sent = owners.filter((owner) => !out.includes(owner) && !found.includes(owner));
    puts += 1;
    const verdict: ReturnType<typeof taken> | null = sent.some(isGuilty) ? refused(search) : taken(search);
    if (!sent.some(isGuilty)) for (const owner of sent) served.add(owner);
    if (verdict === null) return { found, served, puts, isNobody: true };
    found.push(...verdict.guilty);
    ({ search } = verdict);
  }
  return { found, served, puts, isNobody: false };
}

test('finds exactly the guilty, serves all others, within the bound', (t) => {
  let most = 0;
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 130 }), (guilt) => {
      const owners = names(guilt.length);
      const guilty = owners.filter((_, index) => guilt[index]);
      if (guilty.length === 0) return;
      const { found, served, puts } = play(owners, (owner) => guilty.includes(owner));
      t.deepEqual(found.toSorted(), guilty.toSorted());
      t.deepEqual([...served].sort(), owners.filter((owner) => !guilty.includes(owner)).toSorted());
      const bound = 1 + guilty.length * (Math.ceil(Math.log2(owners.length)) + 1);
      most = Math.max(most, puts / bound);
      t.true(puts <= bound, `${puts} PUTs for ${guilty.length} of ${owners.length}`);
    }),
  );
  t.log(`at most ${(most * 100).toFixed(0)} % of the bound`);
});

test('one of one is found by the PUT without it', (t) => {
  t.like(
    play(names(1), () => true),
    { puts: 1, found: names(1) },
  );
});

test('what is refused without any of them is the fault of none', (t) => {
  t.is(refused(startSearch(names(5))), null);
});

test('who changes meanwhile is tried with those of whom nothing is known', (t) => {
  const [a, b, c, d] = names(4) as [string, string, string, string];
  const { search } = taken(startSearch([a, b, c, d]));
  t.deepEqual(search?.tried, [a, b]);
  t.like(reopen(search!, [c]), { suspects: [], unknown: [a, b, c, d], tried: [a, b, c, d] });
  t.like(reopen(search!, ['new']), { suspects: [a, b, c, d], unknown: ['new'], tried: [a, b] });
});

test('before anything is known who comes is left out, and who changes ends the search', (t) => {
  t.deepEqual(leftOut(reopen(startSearch(['a']), ['b'])!), ['a', 'b']);
  t.is(reopen(startSearch(['a', 'b']), ['b']), null);
  t.is(dismiss(startSearch(['a', 'b']), ['b']), null);
});

test('who is gone is searched no more', (t) => {
  const { search } = taken(startSearch(names(3)));
  t.like(dismiss(search!, [names(3)[2]!]), { suspects: [], tried: names(2) });
  t.is(dismiss(search!, names(3)), null);
  t.is(dismiss(startSearch(['a']), ['a']), null);
});
