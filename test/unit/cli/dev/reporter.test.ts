import test from 'ava';
import type { DevEvent } from '../../../../src/cli/dev/events.ts';
import { createReporter, type Reporter } from '../../../../src/cli/dev/reporter.ts';
import { ArmError } from '../../../../src/controller/arm-error.ts';
import type { Cause } from '../../../../src/controller/loop.ts';
import type { Outcome } from '../../../../src/controller/reconcile.ts';
import { diagnose, type Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';

const WARNING = diagnose('DEFAULT_BACKEND_SERVICE_MISSING', null, { service: 's' });
const ERROR = diagnose('AGIC_PRESENT', { kind: 'Ingress', namespace: 'shop', name: 'x' }, { mark: 'm' });
const OTHER_ERROR = diagnose(
  'AGIC_PRESENT',
  { kind: 'Ingress', namespace: 'shop', name: 'y' },
  { mark: 'm' },
);
const IN_FILE = diagnose('AGIC_PRESENT', null, { mark: 'm' }, { file: 'f', line: 1, column: 1 });
const DESCRIPTION = { listeners: [], ca: null, arm: 'https://arm', armCa: '/ca', gatewayId: '/g' };

function watch(): Reporter & { readonly events: DevEvent[] } {
  const events: DevEvent[] = [];
  const reporter = createReporter({
    onEvent: (event) => events.push(event),
    locate: (found) => found,
    describe: () => DESCRIPTION,
  });
  return { ...reporter, events };
}

const outcome = (kind: 'applied' | 'unchanged', diagnostics: readonly Diagnostic[] = []): Outcome => ({
  kind,
  diagnostics,
});
const FAILED: Outcome = {
  kind: 'failed',
  diagnostics: [],
  error: new ArmError({ kind: 'invalid', code: 'Bad', message: 'no' }),
};

/** `applied 2`: the event and its count of PUTs. */
const told = (steps: readonly (readonly [Outcome, Cause] | 'put')[]): readonly string[] => {
  const reporter = watch();
  for (const step of steps) {
    if (step === 'put') reporter.countPut();
    else reporter.onOutcome(...step);
  }
  return reporter.events.map(({ event, puts }) => `${event} ${puts}`);
};

for (const [title, steps, events] of [
  ['the first success is ready', ['put', [outcome('applied'), 'change']], ['ready 1']],
  ['also where nothing had to be sent', [[outcome('unchanged'), 'change']], ['ready 0']],
  [
    'ready comes once, and has what is held back in it',
    [
      [outcome('applied', [ERROR]), 'change'],
      [outcome('applied', []), 'change'],
    ],
    ['ready 0', 'applied 0'],
  ],
  [
    'what is held back comes before the end of its batch',
    [
      [outcome('applied'), 'change'],
      [outcome('unchanged', [ERROR, WARNING, OTHER_ERROR, ERROR]), 'change'],
    ],
    ['ready 0', 'held-back 0', 'held-back 0', 'unchanged 0'],
  ],
  [
    'a failure before ready is told',
    ['put', [FAILED, 'change'], 'put', [outcome('applied'), 'retry']],
    ['error 1', 'ready 2'],
  ],
  [
    'a failure that lasts is told once, and its end',
    [
      [outcome('applied'), 'change'],
      [FAILED, 'change'],
      [FAILED, 'retry'],
      [outcome('applied'), 'retry'],
    ],
    ['ready 0', 'error 0', 'applied 0'],
  ],
  [
    'but again for each batch',
    [
      [outcome('applied'), 'change'],
      [FAILED, 'change'],
      [FAILED, 'change'],
    ],
    ['ready 0', 'error 0', 'error 0'],
  ],
] as const) {
  test(title, (t) => t.deepEqual(told(steps), events));
}

test('each held-back event has its object and its errors; one of no object stands for a place', (t) => {
  const reporter = watch();
  reporter.onOutcome(outcome('applied'), 'change');
  reporter.onOutcome(outcome('applied', [ERROR, IN_FILE, WARNING, ERROR]), 'change');
  const [, first, second, last] = reporter.events;
  t.like(first, { event: 'held-back', object: { name: 'x' } });
  t.is(first!.diagnostics.length, 2);
  t.like(second, { event: 'held-back', object: null });
  t.like(second!.diagnostics[0], { source: { file: 'f' } });
  t.is(last!.diagnostics.length, 4);
});

test('ready has exactly its members, and is what the promise gives', async (t) => {
  const reporter = watch();
  reporter.onOutcome(outcome('applied'), 'change');
  t.deepEqual(reporter.events, [{ event: 'ready', puts: 0, ...DESCRIPTION, diagnostics: [] }]);
  t.is(await reporter.ready, reporter.events[0] as never);
});

test('an error says code and message', (t) => {
  const reporter = watch();
  reporter.onOutcome(FAILED, 'change');
  t.like(reporter.events[0], { event: 'error', error: { code: 'Bad', message: 'no' } });
});
