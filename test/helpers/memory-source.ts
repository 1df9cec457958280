/** Objects that a test holds in its hands, as `dev` takes them: `replace` is what an edit of the files would be. */
import type { DevSource } from '../../src/cli/dev/cluster.ts';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { createSnapshot } from '../../src/cluster/snapshot.ts';
import type { Workload } from '../../src/manifests/kinds/workload.ts';

export interface MemorySource extends DevSource {
  readonly replace: (objects: readonly ClusterObject[]) => void;
}

export function createMemorySource(
  objects: readonly ClusterObject[],
  workloads: readonly Workload[] = [],
): MemorySource {
  const listeners = new Set<() => void>();
  let current = objects;
  return {
    snapshot: () => ({ snapshot: createSnapshot(current, Date.now()), diagnostics: [] }),
    workloads: () => workloads,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    replace: (next) => {
      current = next;
      for (const listener of listeners) listener();
    },
  };
}
