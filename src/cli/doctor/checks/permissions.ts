import type { PlacedPermission } from '../../../kube/permissions.ts';
import { fail, pass, skip, type CheckResult } from '../check.ts';
import type { ClusterFacts } from '../cluster-facts.ts';

const TITLE = 'Permissions in the cluster';

/** One line for each permission that is missing, or one for all. */
export function checkPermissions({ refused }: Pick<ClusterFacts, 'refused'>): readonly CheckResult[] {
  if (!refused.ok) return [skip(TITLE, refused.error.message)];
  if (refused.value.length === 0) return [pass(TITLE, 'every verb that the controller needs is granted')];
  return refused.value.map(({ permission, verbs }) =>
    fail(
      TITLE,
      `${verbs.join(', ')} ${whatOf(permission)} is refused: ${permission.purpose}`,
      'Install the roles of the chart, or ask as its service account: this asked as whoever --kubeconfig names.',
    ),
  );
}

function whatOf({ group, resource, name, namespace }: PlacedPermission): string {
  const kind = group === '' ? resource : `${resource}.${group}`;
  const object = name === undefined ? kind : `${kind} "${name}"`;
  return namespace === null ? object : `${object} in namespace ${namespace}`;
}
