import test from 'ava';
import { GATEWAY_STATUS } from '../../../src/api/gateway-status.ts';
import type { GatewayStatus } from '../../../src/api/application-gateway.ts';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { ArmError, type ArmErrorKind } from '../../../src/controller/arm-error.ts';
import { compute } from '../../../src/controller/compute.ts';
import { gatewayStatus, type GatewayFacts } from '../../../src/controller/gateway-status.ts';
import type { Published } from '../../../src/controller/gateway-runner.ts';
import type { Outcome } from '../../../src/controller/reconcile.ts';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';
import { configOf } from './_gateways.ts';

const NOW = '2026-11-21T00:00:00.000Z';
const COMPUTATION = compute(
  createSnapshot([ingress({ age: 1, rules: { 'a.com': ['/'] } }), service(), slice(['10.0.0.1'])], 0),
  BLANK_GATEWAY,
  { config: configOf(), conventionalClass: CLASS },
);
const HELD = diagnose(
  'FRONTEND_MISSING',
  { kind: 'Ingress', namespace: 'shop', name: 'web' },
  { frontend: 'public' },
);
const published = (outcome: Outcome): Published => ({
  outcome,
  computation: COMPUTATION,
  live: BLANK_GATEWAY,
});
const failed = (kind: ArmErrorKind, code = 'C'): Published =>
  published({ kind: 'failed', error: new ArmError({ kind, code, message: 'm' }), diagnostics: [] });
const facts = (more: Partial<GatewayFacts>): GatewayFacts => ({
  generation: { now: 1, used: 1 },
  refusal: null,
  run: null,
  operation: null,
  heldBack: [],
  address: null,
  now: NOW,
  ...more,
});
const APPLIED = published({ kind: 'applied', diagnostics: [] });
const programmed = ({ conditions = [] }: GatewayStatus): string | undefined =>
  conditions.find(({ type }) => type === 'Programmed')?.reason;

test('after an apply', (t) => {
  const status = gatewayStatus({}, facts({ run: APPLIED, address: '203.0.113.1' }));
  t.like(status, { observedGeneration: 1, address: '203.0.113.1', ingresses: { served: 1, heldBack: 0 } });
  t.like(
    status.limits?.find(({ name }) => name === 'httpListeners'),
    { used: 1, limit: 200 },
  );
  t.true(GATEWAY_STATUS.safeParse(status).success);
});

test('what is held back counts; what was served before still is', (t) => {
  const before = gatewayStatus({}, facts({ run: APPLIED }));
  const computation = { ...COMPUTATION, diagnostics: [HELD] };
  const status = gatewayStatus(before, facts({ run: { ...failed('transient'), computation } }));
  t.deepEqual(status.ingresses, { served: 1, heldBack: 1 });
  t.deepEqual(status.limits, before.limits);
});

test('what a run did not find out stays', (t) => {
  const before = gatewayStatus({}, facts({ run: APPLIED, address: '203.0.113.1' }));
  const run = { ...failed('transient'), computation: null, live: null };
  const { conditions: _, ...status } = gatewayStatus(before, facts({ run }));
  const { conditions: __, ...rest } = before;
  t.deepEqual(status, rest);
});

test('the same again is the same', (t) => {
  const before = gatewayStatus({}, facts({ run: APPLIED }));
  const later = '2026-11-22T00:00:00.000Z';
  t.deepEqual(gatewayStatus(before, facts({ run: APPLIED, now: later })), before);
});

const reason = test.macro((t, run: GatewayFacts['run'], expected: string) =>
  t.is(programmed(gatewayStatus({}, facts({ run }))), expected),
);
test('under way', reason, 'applying', 'Applying');
test('out of reach', reason, failed('transient'), 'ArmUnavailable');
test('throttled', reason, failed('throttled'), 'ArmUnavailable');
test('another writer', reason, failed('conflict'), 'ArmUnavailable');
test('refused', reason, failed('invalid'), 'OperationFailed');

test('an operation that failed is not one that was never taken', (t) => {
  const operation = { startedAt: NOW, finishedAt: NOW, state: 'Failed', code: 'C', message: 'm' } as const;
  const status = gatewayStatus({}, facts({ run: failed('transient'), operation }));
  t.is(programmed(status), 'OperationFailed');
  t.is(status.lastOperation, operation);
});

test('what ARM refused is kept, replaced, and emptied', (t) => {
  const held = { owner: 'Ingress/shop/web', desiredHash: 'x', code: 'C', retryAt: NOW };
  const before = gatewayStatus({}, facts({ heldBack: [held] }));
  t.deepEqual(before.heldBack, [held]);
  t.deepEqual(gatewayStatus(before, facts({ heldBack: null })).heldBack, [held]);
  t.deepEqual(gatewayStatus(before, facts({ heldBack: [] })).heldBack, []);
});
