import test from 'ava';
import type { CallKind } from '../../../../../src/emulator/arm/faults/fault.ts';
import { scripted, type ScriptStep } from '../../../../../src/emulator/arm/faults/scripted.ts';

const delay = (ms: number): ScriptStep['action'] => ({ kind: 'delay', ms });

/** Ms of delay for each call; `cut` where the connection ends before the body. */
function play(steps: readonly ScriptStep[], calls: readonly CallKind[]): readonly unknown[] {
  const fault = scripted(steps);
  return calls.map((kind) => {
    if (fault.cutsOff?.({ kind, path: '/' })) return 'cut';
    const action = fault({ kind, path: '/', body: undefined });
    return action?.kind === 'delay' ? action.ms : null;
  });
}

for (const [title, steps, calls, seen] of [
  ['once', [{ on: 'put', action: delay(1) }], ['get', 'put', 'put'], [null, 1, null]],
  ['so many times', [{ on: 'put', times: 2, action: delay(1) }], ['put', 'put', 'put'], [1, 1, null]],
  ['after some calls', [{ on: 'put', skip: 1, action: delay(1) }], ['put', 'put', 'put'], [null, 1, null]],
  [
    'one step after the other',
    [
      { on: 'put', action: delay(1) },
      { on: 'put', action: delay(2) },
    ],
    ['put', 'put', 'put'],
    [1, 2, null],
  ],
  [
    'a later one while the first lets calls pass',
    [
      { on: 'put', skip: 1, action: delay(1) },
      { on: 'put', times: 2, action: delay(2) },
    ],
    ['put', 'put', 'put'],
    [2, 1, 2],
  ],
  [
    'before the body, and then another step',
    [
      { on: 'put', action: { kind: 'drop', when: 'unread' } },
      { on: 'put', action: delay(1) },
    ],
    ['put', 'put', 'put'],
    ['cut', 1, null],
  ],
] as readonly (readonly [string, readonly ScriptStep[], readonly CallKind[], readonly unknown[]])[]) {
  test(title, (t) => t.deepEqual(play(steps, calls), seen));
}
