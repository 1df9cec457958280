/** The last step of every write: fields tracked, nothing written when nothing changed, finalizers awaited. */
import { isDeepStrictEqual } from 'node:util';
import type { Cluster } from '../cluster.ts';
import { trackFields } from '../fields/managed-fields.ts';
import type { Leaves } from '../fields/leaves.ts';
import { listAt } from '../objects.ts';
import type { KubeObject } from '../objects.ts';
import type { ResourceDefinition } from '../resources/definition.ts';
import type { WriteOptions } from './write-options.ts';

export function commit(
  { store }: Cluster,
  resource: ResourceDefinition,
  old: KubeObject | null,
  object: KubeObject,
  { manager, dryRun }: WriteOptions,
  applied?: Leaves,
): KubeObject {
  const next = trackFields(old, object, manager, resource.listKeys, applied);
  if (old && isDeepStrictEqual(old, next)) return old;
  if (dryRun) return next;
  const stored = resource.toStored(next) as KubeObject;
  const isGone = next.metadata.deletionTimestamp !== undefined && !isAwaited(next);
  return resource.fromStored(
    isGone ? store.remove(resource.collection, stored) : store.put(resource.collection, stored),
  );
}

/** Somebody still has to clean up; a Namespace keeps a second list in its spec. */
export const isAwaited = (object: KubeObject): boolean =>
  (object.metadata.finalizers ?? []).length > 0 ||
  (object.kind === 'Namespace' && listAt(object['spec'], 'finalizers').length > 0) ||
  (object.metadata.deletionGracePeriodSeconds ?? 0) > 0;
