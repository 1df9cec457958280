/** Which Services a pod is behind: those that select it, and those without a selector whose slices list it. */
import type { Pod, Service } from '../cluster/objects.ts';
import { keyOf, type Snapshot } from '../cluster/snapshot.ts';

export interface ServiceIndex {
  readonly of: (pod: Pod) => readonly Service[];
  /** Whether the slices of a Service, `namespace/name`, list an address in whatever state. */
  readonly lists: (service: string, address: string) => boolean;
}

export function createServiceIndex(snapshot: Snapshot): ServiceIndex {
  const byNamespace = Map.groupBy(snapshot.services.values(), ({ metadata }) => metadata.namespace);

  const lists = (service: string, address: string): boolean =>
    (snapshot.endpointSlices.get(service) ?? []).some(({ endpoints }) =>
      endpoints.some(({ addresses }) => addresses[0] === address),
    );

  const isBehind = ({ metadata, spec }: Service, pod: Pod): boolean => {
    const wanted = Object.entries(spec.selector ?? {});
    const { podIP } = pod.status;
    return wanted.length === 0
      ? podIP !== undefined && lists(keyOf(metadata), podIP)
      : wanted.every(([label, value]) => pod.metadata.labels?.[label] === value);
  };

  return {
    of: (pod) => (byNamespace.get(pod.metadata.namespace) ?? []).filter((service) => isBehind(service, pod)),
    lists,
  };
}
