import { pass, skip, warn, type CheckResult } from '../check.ts';
import type { ClusterFacts } from '../cluster-facts.ts';

const TITLE = 'Kind ApplicationGateway';

export function checkDefinition({ gateways }: Pick<ClusterFacts, 'gateways'>): CheckResult {
  if (!gateways.ok) return skip(TITLE, gateways.error.message);
  if (gateways.value !== null) return pass(TITLE, `installed, ${gateways.value.length} in the cluster`);
  return warn(
    TITLE,
    'not installed: only the gateway of --gateway-id can be served, and its state is not shown by kubectl',
    'kubectl apply --server-side -f crds/',
  );
}
