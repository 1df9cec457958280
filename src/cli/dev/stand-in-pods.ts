/** Pods for the Deployments of the files, where none of theirs is there: their probes are those of the backends. */
import type { Pod } from '../../cluster/objects.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import type { Workload } from '../../manifests/kinds/workload.ts';

export const standInPods = ({ pods }: Snapshot, deployments: readonly Workload[]): readonly Pod[] =>
  deployments
    .filter(({ metadata, podLabels }) => pods.selected(metadata.namespace, podLabels).length === 0)
    .flatMap((deployment) => podNamesOf(deployment).map((name) => standIn(name, deployment)));

/** Of many replicas the first three: more stand for nothing new. */
export const podNamesOf = ({ metadata, replicas }: Workload): readonly string[] =>
  Array.from({ length: Math.min(replicas, MOST_REPLICAS) }, (_, index) => `${metadata.name}-${index + 1}`);

export const MOST_REPLICAS = 3;

const standIn = (name: string, { metadata, podLabels, containers }: Workload): Pod => ({
  kind: 'Pod',
  metadata: { namespace: metadata.namespace, name, labels: podLabels },
  spec: { containers },
  status: {},
});
