import { fail, pass, type CheckResult } from '../check.ts';
import type { ClusterFacts } from '../cluster-facts.ts';

const TITLE = 'API server';

export const checkApiServer = ({ version }: Pick<ClusterFacts, 'version'>): CheckResult =>
  version.ok
    ? pass(TITLE, `Kubernetes ${version.value.gitVersion} answers`)
    : fail(
        TITLE,
        version.error.message,
        version.error.status === 401
          ? 'Log in again, or name another file with --kubeconfig.'
          : 'Name the cluster with --kubeconfig, or run this inside a pod with a service account.',
      );
