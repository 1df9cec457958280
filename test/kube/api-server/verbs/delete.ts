import type { Call, Cluster, Reply } from '../cluster.ts';
import { bodyOf } from '../cluster.ts';
import { conflict } from '../failures.ts';
import { mapAt, textAt, timestamp } from '../objects.ts';
import type { JsonMap, KubeObject } from '../objects.ts';
import type { ResourceDefinition } from '../resources/definition.ts';
import { isAwaited } from './commit.ts';
import { readStored } from './read.ts';
import { selectedObjects } from './list.ts';

export function deleteNamed(cluster: Cluster, call: Call): Reply {
  const { resource } = call;
  const object = readStored(cluster, call);
  checkPreconditions(resource, object, mapAt(bodyOf(call), 'preconditions'));
  const left = isDryRun(call) ? object : removeOrMark(cluster, resource, object, bodyOf(call));
  if (left) return { status: 200, body: left };
  const { name, uid } = object.metadata;
  const details = { name, group: resource.group, kind: resource.plural, uid };
  return {
    status: 200,
    body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details },
  };
}

export function deleteCollection(cluster: Cluster, call: Call): Reply {
  const { resource } = call;
  const items = selectedObjects(cluster, call);
  if (!isDryRun(call)) {
    for (const object of items) removeOrMark(cluster, resource, object, bodyOf(call));
  }
  const metadata = { resourceVersion: String(cluster.store.revision()) };
  return {
    status: 200,
    body: { kind: `${resource.kind}List`, apiVersion: items[0]?.apiVersion ?? 'v1', metadata, items },
  };
}

const isDryRun = ({ query }: Call): boolean => query.get('dryRun') === 'All';

function checkPreconditions(
  resource: ResourceDefinition,
  { metadata }: KubeObject,
  preconditions: JsonMap,
): void {
  const checks = [
    ['uid', 'UID', metadata.uid],
    ['resourceVersion', 'ResourceVersion', metadata.resourceVersion],
  ] as const;
  for (const [member, word, actual] of checks) {
    const wanted = textAt(preconditions, member);
    if (wanted === '' || wanted === actual) continue;
    throw conflict(
      resource,
      metadata.name,
      `Precondition failed: ${word} in precondition: ${wanted}, ${word} in object meta: ${actual}`,
    );
  }
}

/** Removed, or marked for deletion when a finalizer or a kubelet is awaited; then what is left. */
function removeOrMark(
  { store, clock }: Cluster,
  resource: ResourceDefinition,
  object: KubeObject,
  options: JsonMap,
): KubeObject | null {
  const stored = resource.toStored(object) as KubeObject;
  const grace = gracePeriod(object, options);
  const marked: KubeObject = {
    ...stored,
    metadata: {
      ...stored.metadata,
      deletionTimestamp: stored.metadata.deletionTimestamp ?? timestamp(clock.now() + grace * 1000),
      deletionGracePeriodSeconds: grace,
      ...(object.metadata.generation !== undefined && { generation: object.metadata.generation + 1 }),
    },
    ...(object.kind === 'Namespace' && { status: { phase: 'Terminating' } }),
  };
  if (!isAwaited(marked)) {
    store.remove(resource.collection, stored);
    return null;
  }
  const isMarkedAlready =
    stored.metadata.deletionTimestamp !== undefined && stored.metadata.deletionGracePeriodSeconds === grace;
  return resource.fromStored(isMarkedAlready ? stored : store.put(resource.collection, marked));
}

/** Only a Pod that runs somewhere is given time: its kubelet deletes it again with 0 seconds. */
function gracePeriod(object: KubeObject, { gracePeriodSeconds }: JsonMap): number {
  if (object.kind !== 'Pod' || textAt(object['spec'], 'nodeName') === '') return 0;
  if (typeof gracePeriodSeconds === 'number') return gracePeriodSeconds;
  const own = mapAt(object, 'spec')['terminationGracePeriodSeconds'];
  return typeof own === 'number' ? own : 30;
}
