import type { Call, Cluster } from '../cluster.ts';
import { notFound } from '../failures.ts';
import type { KubeObject } from '../objects.ts';

/** The named object in the form of the call's version. */
export function readStored(cluster: Cluster, call: Call): KubeObject {
  const found = findStored(cluster, call);
  if (!found) throw notFound(call.resource, call.name);
  return found;
}

export function findStored(
  { store }: Cluster,
  { resource, namespace, name }: Pick<Call, 'resource' | 'namespace' | 'name'>,
): KubeObject | null {
  const stored = store.get(resource.collection, namespace, name);
  return stored ? resource.fromStored(stored) : null;
}
