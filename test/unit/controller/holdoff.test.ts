import test from 'ava';
import { createHoldoff } from '../../../src/controller/holdoff.ts';

const TIMES = { quiet: 250, most: 2000 };

for (const [title, changes, over] of [
  ['no change at all: at once', [], -Infinity],
  ['one change: when it has been quiet', [0], 250],
  ['each change starts the time anew', [0, 200, 400], 650],
  [
    'changes without end: so long after the first',
    Array.from({ length: 100 }, (_, index) => index * 50),
    2000,
  ],
] as const) {
  test(title, (t) => {
    const holdoff = createHoldoff({ now: () => 9000 }, TIMES);
    for (const at of changes) holdoff.note(at);
    t.is(holdoff.over(), over);
  });
}

test('a change is one of now unless it says more', (t) => {
  const holdoff = createHoldoff({ now: () => 9000 }, TIMES);
  holdoff.note();
  t.is(holdoff.over(), 9250);
});

test('what was looked at waits no longer', (t) => {
  const holdoff = createHoldoff({ now: () => 0 }, TIMES);
  holdoff.note(0);
  holdoff.clear();
  t.is(holdoff.over(), -Infinity);
  holdoff.note(1000);
  t.is(holdoff.over(), 1250);
});
