import test from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import type { Computation } from '../../../src/controller/compute.ts';
import type { Outcome } from '../../../src/controller/reconcile.ts';
import { watchForWriter } from '../../../src/controller/second-writer.ts';
import type { Change } from '../../../src/plan/change.ts';
import { armError } from './_leader.ts';

const MINUTE = 60_000;
const GONE: Change = {
  action: 'create',
  collection: 'probes',
  name: 'red.probe.web.0123456789ab',
  owners: [],
  fields: [],
};
const SUPERSEDED = armError({ kind: 'conflict', code: 'CanceledAndSupersededDueToAnotherOperation' });

type Step = 'well' | 'lost' | 'applied' | 'superseded' | 'failed' | 'unread';
const OUTCOMES: { readonly [step in Step]: Outcome } = {
  well: { kind: 'unchanged', diagnostics: [] },
  lost: { kind: 'lost', repairMs: 1, diagnostics: [] },
  applied: { kind: 'applied', diagnostics: [] },
  superseded: { kind: 'failed', error: SUPERSEDED, diagnostics: [] },
  failed: { kind: 'failed', error: armError(), diagnostics: [] },
  unread: { kind: 'failed', error: armError(), diagnostics: [] },
};

function setUp() {
  let now = 0;
  const writer = watchForWriter({ now: () => now }, 'red');
  const take = (step: Step, live: RawGateway = BLANK_GATEWAY) => {
    now += MINUTE;
    const changes = step === 'lost' ? [GONE] : [];
    const computation = {
      plan: { changes, put: step === 'well' ? null : live },
    } as unknown as Computation;
    const run = step === 'unread' ? { computation: null, live: null } : { computation, live };
    return writer.told({ outcome: OUTCOMES[step], ...run });
  };
  return { take, pass: (ms: number) => (now += ms) };
}

for (const [title, steps, told] of [
  ['lost once', ['well', 'lost', 'applied', 'well'], false],
  ['lost once, and looked at again', ['well', 'lost', 'lost', 'lost'], false],
  ['lost twice', ['well', 'lost', 'applied', 'well', 'lost'], true],
  ['also if nobody looked in between', ['well', 'lost', 'applied', 'lost'], true],
  ['cut short once', ['well', 'superseded', 'applied', 'well'], false],
  ['cut short twice', ['superseded', 'superseded'], true],
  ['cut short, and lost for that', ['well', 'superseded', 'lost'], false],
  ['cut short, and lost later', ['superseded', 'applied', 'lost'], true],
  ['ARM has other faults', ['failed', 'unread', 'failed', 'unread'], false],
] as const) {
  test(title, (t) => {
    const { take } = setUp();
    const last = steps.map((step) => take(step)).at(-1)!;
    t.deepEqual(
      last.map(({ code, object }) => [code, object]),
      told ? [['SECOND_WRITER', null]] : [],
    );
  });
}

test('it is said until half an hour has passed without', (t) => {
  const { take, pass } = setUp();
  take('superseded');
  pass(20 * MINUTE);
  take('superseded');
  t.is(take('applied').length, 1);
  t.is(take('well').length, 1);
  pass(10 * MINUTE);
  t.deepEqual(take('well'), []);
});

test('what was done is said, also once it is put right, and what was done last', (t) => {
  const { take } = setUp();
  const theirs = { ...BLANK_GATEWAY, tags: { 'managed-by': 'terraform' } };
  take('well');
  take('superseded');
  take('lost', theirs);
  take('applied', theirs);
  const detail = {
    ours: ['probes/red.probe.web.0123456789ab gone'],
    foreign: [],
    tags: [],
    writer: { kind: 'terraform', mark: 'managed-by' },
  };
  t.like(take('lost', theirs)[0], { detail: { ...detail, tags: ['managed-by'] } });
  t.is(take('applied', theirs).length, 1);
  take('well', theirs);
  t.like(take('lost', theirs)[0], { detail });
});
