/** Which Ingresses are ours, in the order in which they win conflicts, and the objects that they name. */
import type {
  ClusterObject,
  EndpointSlice,
  Ingress,
  IngressClass,
  Secret,
  Service,
} from '../../../src/cluster/objects.ts';

export interface Cluster {
  /** Ours only, oldest first. */
  readonly ingresses: readonly Ingress[];
  readonly service: (namespace: string, name: string) => Service | undefined;
  readonly slices: (namespace: string, service: string) => readonly EndpointSlice[];
  readonly secret: (namespace: string, name: string) => Secret | undefined;
}

const OUR_CONTROLLER = 'azure/application-gateway';
const CONVENTIONAL_CLASS = 'azure-application-gateway';
const LEGACY_CLASS = 'kubernetes.io/ingress.class';
const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';
const SERVICE_LABEL = 'kubernetes.io/service-name';

export function readCluster(objects: readonly ClusterObject[]): Cluster {
  const classes = objects.filter(({ kind }) => kind === 'IngressClass') as IngressClass[];
  const ingresses = objects.filter(({ kind }) => kind === 'Ingress') as Ingress[];
  const named = <K extends ClusterObject['kind']>(kind: K, namespace: string, name: string) =>
    objects.find(
      (object) =>
        object.kind === kind && object.metadata.namespace === namespace && object.metadata.name === name,
    ) as Extract<ClusterObject, { kind: K }> | undefined;
  return {
    ingresses: ingresses.filter((ingress) => isOurs(ingress, classes)).sort(oldestFirst),
    service: (namespace, name) => named('Service', namespace, name),
    secret: (namespace, name) => named('Secret', namespace, name),
    slices: (namespace, service) =>
      objects.filter(
        (object): object is EndpointSlice =>
          object.kind === 'EndpointSlice' &&
          object.metadata.namespace === namespace &&
          object.metadata.labels?.[SERVICE_LABEL] === service,
      ),
  };
}

/**
 * Kubernetes: `ingressClassName` is "a reference to an IngressClass resource", which holds "the name of the controller
 * that should implement the class"; Ingresses without one get the default class. Issue A: the conventional class needs
 * no object; the legacy annotation names our controller.
 */
function isOurs({ metadata, spec }: Ingress, classes: readonly IngressClass[]): boolean {
  const { ingressClassName } = spec;
  const annotation = metadata.annotations?.[LEGACY_CLASS];
  if (ingressClassName !== undefined) {
    const found = classes.find(({ metadata: { name } }) => name === ingressClassName);
    return found ? found.spec.controller === OUR_CONTROLLER : ingressClassName === CONVENTIONAL_CLASS;
  }
  if (annotation !== undefined) return annotation === OUR_CONTROLLER;
  return classes.some(
    ({ metadata: { annotations }, spec: { controller } }) =>
      controller === OUR_CONTROLLER && annotations?.[DEFAULT_CLASS] === 'true',
  );
}

/** Decision 4: "creationTimestamp, then namespace/name; no timestamp = newer than all that have one". */
function oldestFirst({ metadata: a }: Ingress, { metadata: b }: Ingress): number {
  const created = [a, b].map(({ creationTimestamp }) =>
    creationTimestamp === undefined ? Number.MAX_VALUE : Date.parse(creationTimestamp),
  ) as [number, number];
  const [left, right] = [a, b].map(({ namespace, name }) => `${namespace}/${name}`) as [string, string];
  return created[0] - created[1] || (left < right ? -1 : 1);
}
