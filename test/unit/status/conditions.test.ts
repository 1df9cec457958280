import test from 'ava';
import { conditions, type GatewayState } from '../../../src/status/conditions.ts';
import { failure, HELD, run } from './_runs.ts';

const NOW = '2026-11-21T00:00:00.000Z';
const EARLIER = '2026-11-20T00:00:00.000Z';

const stateOf = (state: Partial<GatewayState>): GatewayState => ({
  refusal: null,
  run: null,
  generation: { now: 3, used: 2 },
  ...state,
});

const tells = test.macro((t, state: Partial<GatewayState>, ...expected: readonly string[]) => {
  const found = conditions(stateOf(state), [], NOW);
  t.deepEqual(
    found.map(({ type, status, reason }) => `${type} ${status} ${reason}`),
    expected,
  );
});
const [PROGRAMMED, HEALTHY] = ['Programmed True Programmed', 'Degraded False Healthy'];
test('after a run', tells, { run: run('applied') }, 'Accepted True Accepted', PROGRAMMED, HEALTHY);
test('before the first run', tells, {}, 'Programmed False Pending');
test(
  'a duplicate',
  tells,
  { refusal: { reason: 'DuplicateGateway', message: '' } },
  'Accepted False DuplicateGateway',
  'Programmed False Pending',
);
test(
  'a bad spec beside the last good one',
  tells,
  { refusal: { reason: 'InvalidSpec', message: '' }, run: run('applied') },
  'Accepted False InvalidSpec',
  PROGRAMMED,
  HEALTHY,
);

test('a duplicate is not programmed any more; one whose spec went bad is', (t) => {
  const before = conditions(stateOf({ run: run('applied') }), [], EARLIER);
  const programmedAfter = (reason: 'DuplicateGateway' | 'InvalidSpec'): string | undefined =>
    conditions(stateOf({ refusal: { reason, message: '' } }), before, NOW)[1]?.reason;
  t.is(programmedAfter('DuplicateGateway'), 'Pending');
  t.is(programmedAfter('InvalidSpec'), 'Programmed');
});

test('Accepted is about the object as it is, the others about the spec that was used', (t) => {
  const found = conditions(stateOf({ run: run('applied') }), [], NOW);
  t.deepEqual(
    found.map(({ observedGeneration }) => observedGeneration),
    [3, 2, 2],
  );
});

test('the time of a transition stays while the status does', (t) => {
  const before = conditions(stateOf({ run: run('applied') }), [], EARLIER);
  const after = conditions(stateOf({ run: run('applied', { diagnostics: [HELD] }) }), before, NOW);
  t.deepEqual(
    after.map(({ lastTransitionTime }) => lastTransitionTime),
    [EARLIER, EARLIER, NOW],
  );
});

test('what a run could not find out stays as it was', (t) => {
  const before = conditions(stateOf({ run: run('applied') }), [], EARLIER);
  const after = conditions(stateOf({ run: failure('unavailable') }), before, NOW);
  t.deepEqual([after[0], after[2]], [before[0], before[2]]);
});

test('conditions of others stay', (t) => {
  const theirs = {
    type: 'Tagged',
    status: 'True',
    reason: 'R',
    message: '',
    lastTransitionTime: EARLIER,
  } as const;
  t.is(conditions(stateOf({ run: run('applied') }), [theirs], NOW).at(-1), theirs);
});

test('a change of what is programmed does not make it unprogrammed; another spec does', (t) => {
  const before = conditions(stateOf({ run: run('applied') }), [], EARLIER);
  const during = (used: number): string => {
    const state = stateOf({ run: run('applying', { diagnostics: null }), generation: { now: 3, used } });
    const condition = conditions(state, before, NOW).find(({ type }) => type === 'Programmed');
    return `${condition?.status} ${condition?.reason}`;
  };
  t.is(during(2), 'True Programmed');
  t.is(during(3), 'False Applying');
});
