import test from 'ava';
import {
  alive,
  createHealth,
  NO_GATEWAY,
  ready,
  type GatewayHealth,
  type Health,
} from '../../../../src/cli/run/servers.ts';

const HOUR = 3_600_000;
const gateway = (problem: string | null, lastRun = 0): GatewayHealth => ({ problem, lastRun: () => lastRun });
const healthOf = (more: Partial<Health>, ...gateways: readonly GatewayHealth[]): Health => ({
  ...createHealth(),
  synced: true,
  gateways: new Map(gateways.map((health, index) => [String(index), health])),
  ...more,
});

const readiness = test.macro((t, health: Health, ok: boolean, reason: string) =>
  t.deepEqual(ready(health), { ok, reason }),
);
test('not synced', readiness, createHealth(), false, 'the caches are not synced yet');
test('a standby', readiness, healthOf({}), true, '');
test('no gateway to serve', readiness, healthOf({ hasGateways: () => false }), false, NO_GATEWAY);
test('webhooks without a certificate', readiness, healthOf({ webhookProblem: 'a' }), false, 'a');
test('a gateway that can be read', readiness, healthOf({}, gateway(null)), true, '');
test('a gateway that cannot', readiness, healthOf({}, gateway('a')), false, 'a');
test('one that cannot beside one that can', readiness, healthOf({}, gateway('a'), gateway(null)), true, '');
test('none that can', readiness, healthOf({}, gateway('a'), gateway('b')), false, 'a; b');

const liveness = test.macro((t, ok: boolean, ...gateways: readonly GatewayHealth[]) =>
  t.is(alive(healthOf({}, ...gateways), HOUR).ok, ok),
);
test('a standby lives', liveness, true);
test('an operation may take its time', liveness, true, gateway(null, 0));
test('one loop that hangs is enough', liveness, false, gateway(null, HOUR), gateway(null, -HOUR));
