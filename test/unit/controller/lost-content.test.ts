import test from 'ava';
import { watchForLoss, type LostContent, type Seen } from '../../../src/controller/lost-content.ts';

const ASKED = 'asked';
const MINUTE = 60_000;

function setUp(random = 0.6) {
  let now = 0;
  const loss = watchForLoss({ now: () => now }, () => random);
  loss.has({ asked: ASKED, own: 'ours', etag: '1' });
  return {
    loss,
    pass: (ms: number): void => {
      now += ms;
    },
  };
}

const waitFor = (loss: LostContent, seen: Pick<Seen, 'asked' | 'own'>, etag = '2'): number | null =>
  loss.waitFor(etag, () => ({ ...seen, etag }));
const lost = (loss: LostContent): number | null => waitFor(loss, { asked: ASKED, own: 'theirs' });

for (const [title, seen, wait] of [
  ['ours was changed: 20 s, at a random number of 0.6', { asked: ASKED, own: 'theirs' }, 20_000],
  ['objects changed: nothing is lost', { asked: 'more', own: 'ours' }, null],
  ['objects changed, and ours as well: the change does not wait', { asked: 'more', own: 'theirs' }, null],
  ['something else on the gateway changed what is planned', { asked: ASKED, own: 'ours' }, null],
] as const) {
  test(title, (t) => t.is(waitFor(setUp().loss, seen), wait));
}

test('where nobody has written, nothing is lost, and nothing is looked at', (t) => {
  const { loss } = setUp();
  t.is(
    loss.waitFor('1', () => t.fail()),
    null,
  );
});

test('before anything was seen nothing can be lost', (t) => {
  const loss = watchForLoss({ now: () => 0 }, () => 0.5);
  t.is(lost(loss), null);
});

test('what ARM took, and did not show even once, is lost', (t) => {
  const { loss } = setUp();
  loss.has({ asked: ASKED, own: null, etag: null });
  t.is(waitFor(loss, { asked: ASKED, own: 'whatever' }), 20_000);
});

for (const [random, ms] of [
  [0, 5000],
  [0.999, 29_975],
] as const) {
  test(`the first wait is between 5 and 30 s: ${ms} ms`, (t) => t.is(lost(setUp(random).loss), ms));
}

test('the time runs while it is looked at again', (t) => {
  const { loss, pass } = setUp();
  lost(loss);
  pass(15_000);
  t.is(lost(loss), 5000);
  pass(6000);
  t.is(lost(loss), 0);
});

/** Each wait of so many losses, `apart` ms after the repair before. */
function waits(count: number, apart: number): readonly (number | null)[] {
  const { loss, pass } = setUp(0);
  return Array.from({ length: count }, () => {
    const wait = lost(loss);
    pass(wait!);
    loss.has({ asked: ASKED, own: null, etag: null });
    loss.has({ asked: ASKED, own: 'ours', etag: '1' });
    pass(apart);
    return wait;
  });
}

test('each time it waits twice as long, ten minutes at most', (t) => {
  t.deepEqual(
    waits(9, MINUTE),
    [5, 10, 20, 40, 80, 160, 320, 600, 600].map((seconds) => 1000 * seconds),
  );
});

test('an operation that is cut short is sent again at once the first time, then ever later', (t) => {
  const { loss, pass } = setUp(0);
  const waits = [1, 2, 3].map(() => {
    loss.superseded(ASKED);
    const wait = waitFor(loss, { asked: ASKED, own: 'ours' });
    pass((wait ?? 0) + MINUTE);
    return wait;
  });
  t.deepEqual(waits, [null, 5000, 10_000]);
  loss.has({ asked: ASKED, own: 'ours', etag: '1' });
  pass(30 * MINUTE);
  loss.superseded(ASKED);
  t.is(waitFor(loss, { asked: ASKED, own: 'ours' }), null);
});

test('one that is cut short soon after a repair waits, but what the objects ask for anew does not', (t) => {
  const { loss, pass } = setUp(0);
  pass(lost(loss)!);
  loss.has({ asked: ASKED, own: null, etag: null });
  loss.superseded('more');
  t.is(waitFor(loss, { asked: 'more', own: 'ours' }), 10_000);
  t.is(waitFor(loss, { asked: 'even more', own: 'ours' }), null);
});

test('what has stayed for half an hour is lost for the first time again', (t) => {
  t.deepEqual(waits(3, 30 * MINUTE), [5000, 5000, 5000]);
  t.deepEqual(waits(3, 30 * MINUTE - 1), [5000, 10_000, 20_000]);
});
