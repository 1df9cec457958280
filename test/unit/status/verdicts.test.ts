import test from 'ava';
import { CONDITIONS } from '../../../src/api/conditions.ts';
import { diagnose, type Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import {
  accepted,
  degraded,
  heldBackIngresses,
  programmed,
  refused,
  type RunState,
} from '../../../src/status/verdicts.ts';
import { failure, HELD, run, WEB } from './_runs.ts';

const FULL = diagnose('LIMIT_REACHED', WEB, { what: 'listeners', item: 'x', limit: 1, used: 1 });
const STUCK = diagnose('NOT_CONVERGING', null, { changes: ['probes/x'] });
const FIGHT = diagnose('SECOND_WRITER', null, {
  ours: [],
  foreign: [],
  tags: [],
  writer: { kind: 'unknown', mark: null },
});
const AGIC = diagnose('AGIC_PRESENT', null, { mark: 'tag' });
const ROUTELESS = diagnose('PODS_UNREACHABLE', null, { reason: 'no route' });
const after = (...diagnostics: readonly Diagnostic[]): RunState => run('applied', { diagnostics });

const NONE = '-';
const [ACCEPTED, PROGRAMMED, HEALTHY] = ['True Accepted', 'True Programmed', 'False Healthy'];

const tells = test.macro((t, state: RunState, ...expected: readonly string[]) => {
  const verdicts = { Accepted: accepted(state), Programmed: programmed(state), Degraded: degraded(state) };
  const texts = Object.values(verdicts).map((verdict) =>
    verdict ? `${verdict.status} ${verdict.reason}` : NONE,
  );
  t.deepEqual(texts, expected);
});
test('applied', tells, run('applied'), ACCEPTED, PROGRAMMED, HEALTHY);
test('nothing to apply', tells, run('unchanged'), ACCEPTED, PROGRAMMED, HEALTHY);
test('under way', tells, run('applying', { diagnostics: null }), ACCEPTED, 'False Applying', NONE);
test('plan only', tells, run('planned'), ACCEPTED, 'False PlanOnly', HEALTHY);
test('stopped', tells, run('stopped', { diagnostics: null }), ACCEPTED, 'False GatewayStopped', NONE);
test('lost to somebody else', tells, run('lost'), ACCEPTED, 'False Pending', HEALTHY);
test('not there', tells, failure('notFound'), 'False GatewayNotFound', 'False Pending', NONE);
test('not allowed', tells, failure('forbidden'), 'False Forbidden', 'False Pending', NONE);
test('out of reach', tells, failure('unavailable'), NONE, 'False ArmUnavailable', NONE);
test('refused', tells, failure('refused', []), ACCEPTED, 'False OperationFailed', HEALTHY);
test('failed in the end', tells, failure('operation', []), ACCEPTED, 'False OperationFailed', HEALTHY);
test('managed by AGIC', tells, after(AGIC), 'False AgicPresent', 'False Pending', HEALTHY);
test('held back', tells, after(HELD), ACCEPTED, PROGRAMMED, 'True IngressesHeldBack');
test('a limit says more', tells, after(HELD, FULL), ACCEPTED, PROGRAMMED, 'True LimitReached');
test('not converging says more', tells, after(FULL, STUCK), ACCEPTED, PROGRAMMED, 'True NotConverging');
test('a second writer says why', tells, after(STUCK, FIGHT), ACCEPTED, PROGRAMMED, 'True SecondWriter');
test('no route says most', tells, after(STUCK, ROUTELESS), ACCEPTED, PROGRAMMED, 'True PodsUnreachable');

test('a failure says what ARM said', (t) => {
  t.is(accepted(failure('forbidden'))?.message, 'C: m');
  t.is(programmed(failure('refused')).message, 'C: m');
});

test('a refusal in its own words', (t) => {
  t.deepEqual(refused({ reason: 'InvalidSpec', message: 'm' }), {
    status: 'False',
    reason: 'InvalidSpec',
    message: 'm',
  });
  t.true('InvalidSpec' in CONDITIONS.Accepted);
});

test('an Ingress counts once, and only where something of it is held back', (t) => {
  const warning = diagnose('ARM_THROTTLED', { ...WEB, name: 'api' }, { seconds: 1 });
  t.deepEqual(heldBackIngresses([HELD, FULL, STUCK, warning]), ['Ingress/shop/web']);
});
