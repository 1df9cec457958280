import test from 'ava';
import { isLostRace, isSuperseded, lostRace } from '../../../src/controller/lost-race.ts';
import { armError } from './_leader.ts';

const SUPERSEDED = 'CanceledAndSupersededDueToAnotherOperation';

for (const [title, error, race, superseded] of [
  ['found out by ourselves', lostRace(), true, false],
  ['what ARM answers to If-Match', armError({ code: 'PreconditionFailed' }), true, false],
  ['cut short', armError({ code: SUPERSEDED }), false, true],
  [
    'cut short, wrapped',
    armError({ code: 'Canceled', details: [{ code: SUPERSEDED, message: 'm' }] }),
    false,
    true,
  ],
  ['cancelled by an operator', armError({ code: 'Canceled' }), false, false],
  ['a lock', armError({ code: 'AnotherOperationInProgress' }), false, false],
] as const) {
  test(title, (t) => t.deepEqual([isLostRace(error), isSuperseded(error)], [race, superseded]));
}

test('nothing was sent, so that the intent to write is taken back', (t) => t.is(lostRace().statusCode, 412));
