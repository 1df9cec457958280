import test from 'ava';
import { READINESS_GATE_PREFIX, readinessGateOf } from '../../../src/api/readiness-gate.ts';

test('the condition type of an installation is a qualified name, as Kubernetes wants them', (t) => {
  t.is(readinessGateOf('k3f9a2b1c'), 'target-health.appgw-ingress.dev/k3f9a2b1c');
  t.true(readinessGateOf('x').startsWith(READINESS_GATE_PREFIX));
  t.regex(readinessGateOf('a'.repeat(16)), /^[a-z0-9.-]{1,253}\/[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
});
