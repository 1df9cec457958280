/**
 * Snapshot: one immutable, indexed view of the cluster. In: plain objects, in any order, from files or caches.
 * Out: the same objects, by age and by key. It must not know where the objects came from, nor any clock.
 */
import {
  SERVICE_NAME_LABEL,
  type AzureApplicationGatewayRewrite,
  type AzureIngressProhibitedTarget,
  type ClusterKind,
  type ClusterObject,
  type ConfigMap,
  type EndpointSlice,
  type Ingress,
  type IngressClass,
  type Namespace,
  type Node,
  type ObjectMeta,
  type Secret,
  type Service,
} from './objects.ts';
import { createPodIndex, type PodIndex } from './pods.ts';

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
  readonly configMaps: ReadonlyMap<string, ConfigMap>;
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly rewrites: ReadonlyMap<string, AzureApplicationGatewayRewrite>;
  readonly prohibitedTargets: ReadonlyMap<string, AzureIngressProhibitedTarget>;
  readonly pods: PodIndex;
  /** By secret id, as far as the controller may look into vaults. */
  readonly vaultCertificates: ReadonlyMap<string, VaultCertificate>;
  /** By `namespace/name`: Ingresses that are wanted only as the gateway has them already (decision 8). */
  readonly heldIngresses: ReadonlyMap<string, Holding>;
  /** By `portKey`, then by address: endpoints that stopped being ready lately (decision 3). */
  readonly unsteadyEndpoints: ReadonlyMap<string, ReadonlyMap<string, UnsteadyEndpoint>>;
}

export interface UnsteadyEndpoint {
  /** Whether it keeps its place in the pool though it is not ready. */
  readonly isKept: boolean;
  /** Null: it does not flap. */
  readonly flapping: FlappingNotice | null;
}

/** As it was when it was found out, so that its owner is told once. */
export interface FlappingNotice {
  /** How often it had stopped being ready within ten minutes. */
  readonly count: number;
  /** Ms since the epoch. */
  readonly keptUntil: number;
}

/** One port of the Service `namespace/name`; the port's name is empty where it has none. */
export const portKey = (service: string, portName: string): string => `${service}/${portName}`;

/** Hosts on which the gateway has something of an Ingress, lower case; empty text: requests of no other host. */
export interface Holding {
  readonly hosts: ReadonlySet<string>;
  /** Of these, where it gives the certificate. */
  readonly secureHosts: ReadonlySet<string>;
}

export interface VaultCertificate {
  /** Lower case. */
  readonly names: readonly string[];
  /** Milliseconds since the epoch. */
  readonly notAfter: number;
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

type OfKind<K extends ClusterKind> = Extract<ClusterObject, { readonly kind: K }>;

/** At most one object per kind and key is expected; of duplicates the last one in `objects` counts. */
export function createSnapshot(objects: Iterable<ClusterObject>, at: number): Snapshot {
  const kinds = new Map<ClusterKind, Map<string, ClusterObject>>();
  for (const object of objects) {
    const known = kinds.get(object.kind);
    if (known) known.set(keyOf(object.metadata), object);
    else kinds.set(object.kind, new Map([[keyOf(object.metadata), object]]));
  }
  const of = <K extends ClusterKind>(kind: K): ReadonlyMap<string, OfKind<K>> =>
    (kinds.get(kind) ?? new Map()) as Map<string, OfKind<K>>;
  return {
    at,
    ingresses: [...of('Ingress').values()].sort(byAge),
    ingressClasses: of('IngressClass'),
    services: of('Service'),
    endpointSlices: groupByService(of('EndpointSlice').values()),
    secrets: of('Secret'),
    configMaps: of('ConfigMap'),
    namespaces: of('Namespace'),
    nodes: of('Node'),
    rewrites: of('AzureApplicationGatewayRewrite'),
    prohibitedTargets: of('AzureIngressProhibitedTarget'),
    pods: createPodIndex(of('Pod')),
    vaultCertificates: new Map(),
    heldIngresses: new Map(),
    unsteadyEndpoints: new Map(),
  };
}

/** All that it was made of. */
export const objectsOf = (snapshot: Snapshot): readonly ClusterObject[] => [
  ...snapshot.ingresses,
  ...[...snapshot.endpointSlices.values()].flat(),
  ...[
    snapshot.ingressClasses,
    snapshot.services,
    snapshot.secrets,
    snapshot.configMaps,
    snapshot.pods.all,
    snapshot.nodes,
    snapshot.namespaces,
    snapshot.rewrites,
    snapshot.prohibitedTargets,
  ].flatMap((objects): ClusterObject[] => [...objects.values()]),
];

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
