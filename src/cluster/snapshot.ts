/**
 * Snapshot: one immutable, indexed view of the cluster. In: plain objects, in any order, from files or caches.
 * Out: the same objects, by age and by key. It must not know where the objects came from, nor any clock.
 */
import {
  SERVICE_NAME_LABEL,
  type ClusterObject,
  type EndpointSlice,
  type Ingress,
  type IngressClass,
  type ObjectMeta,
  type Secret,
  type Service,
} from './objects.ts';

export interface Snapshot {
  /** The only clock of the pure core: milliseconds since the epoch. */
  readonly at: number;
  /** Oldest first (`byAge`). */
  readonly ingresses: readonly Ingress[];
  readonly ingressClasses: ReadonlyMap<string, IngressClass>;
  readonly services: ReadonlyMap<string, Service>;
  /** By `namespace/service`, each list sorted by the slice's name. */
  readonly endpointSlices: ReadonlyMap<string, readonly EndpointSlice[]>;
  readonly secrets: ReadonlyMap<string, Secret>;
}

/** `namespace/name`, or the bare name of a cluster-scoped object. */
export const keyOf = (metadata: Pick<ObjectMeta, 'namespace' | 'name'>): string =>
  metadata.namespace === '' ? metadata.name : `${metadata.namespace}/${metadata.name}`;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Oldest first; an object without creationTimestamp is newer than all that have one; ties by namespace/name. */
export function byAge(a: { readonly metadata: ObjectMeta }, b: { readonly metadata: ObjectMeta }): number {
  return (
    compareNumbers(createdAt(a.metadata), createdAt(b.metadata)) ||
    compareText(keyOf(a.metadata), keyOf(b.metadata))
  );
}

/** Newest first, ties by namespace/name: the order in which the API server prefers default classes. */
export function byYouth(a: { readonly metadata: ObjectMeta }, b: { readonly metadata: ObjectMeta }): number {
  return (
    compareNumbers(createdAt(b.metadata), createdAt(a.metadata)) ||
    compareText(keyOf(a.metadata), keyOf(b.metadata))
  );
}

/** Ms since the epoch; for ever in the future where the object does not say, or says no time. */
function createdAt({ creationTimestamp }: ObjectMeta): number {
  const time = creationTimestamp === undefined ? Infinity : Date.parse(creationTimestamp);
  return Number.isNaN(time) ? Infinity : time;
}

const compareNumbers = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** At most one object per kind and key is expected; of duplicates the last one in `objects` counts. */
export function createSnapshot(objects: Iterable<ClusterObject>, at: number): Snapshot {
  const ingresses = new Map<string, Ingress>();
  const ingressClasses = new Map<string, IngressClass>();
  const services = new Map<string, Service>();
  const secrets = new Map<string, Secret>();
  const slices = new Map<string, EndpointSlice>();
  for (const object of objects) {
    const key = keyOf(object.metadata);
    switch (object.kind) {
      case 'Ingress':
        ingresses.set(key, object);
        break;
      case 'IngressClass':
        ingressClasses.set(key, object);
        break;
      case 'Service':
        services.set(key, object);
        break;
      case 'Secret':
        secrets.set(key, object);
        break;
      case 'EndpointSlice':
        slices.set(key, object);
        break;
    }
  }
  return {
    at,
    ingresses: [...ingresses.values()].sort(byAge),
    ingressClasses,
    services,
    endpointSlices: groupByService(slices.values()),
    secrets,
  };
}

function groupByService(slices: Iterable<EndpointSlice>): Map<string, EndpointSlice[]> {
  const groups = new Map<string, EndpointSlice[]>();
  for (const slice of slices) {
    const service = slice.metadata.labels?.[SERVICE_NAME_LABEL];
    if (service === undefined) continue;
    const key = `${slice.metadata.namespace}/${service}`;
    const group = groups.get(key);
    if (group) group.push(slice);
    else groups.set(key, [slice]);
  }
  for (const group of groups.values()) group.sort((a, b) => compareText(a.metadata.name, b.metadata.name));
  return groups;
}
