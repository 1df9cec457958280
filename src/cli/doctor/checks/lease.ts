import { fail, pass, skip, type CheckResult } from '../check.ts';
import type { ClusterFacts } from '../cluster-facts.ts';

const TITLE = 'Lease';

export function checkLease(
  { version, lease }: Pick<ClusterFacts, 'version' | 'lease'>,
  namespace: string,
): CheckResult {
  if (lease.ok) return pass(TITLE, `replicas can elect a leader in namespace ${namespace}`);
  if (!version.ok) return skip(TITLE, 'the API server does not answer');
  return fail(
    TITLE,
    lease.error.message,
    `Create namespace ${namespace} and let the service account write Leases in it, or choose another with --lease-namespace.`,
  );
}
