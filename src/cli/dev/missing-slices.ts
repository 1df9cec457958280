/**
 * What stands behind the Services of a set of files: the endpoints of the EndpointSlices that are there; else one for
 * each Pod, or each replica of a Deployment, that a Service selects (at most three); else one.
 */
import { hash } from 'node:crypto';
import {
  SERVICE_NAME_LABEL,
  type EndpointSlice,
  type Service,
  type ServicePort,
} from '../../cluster/objects.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import type { Workload } from '../../manifests/kinds/workload.ts';
import { MOST_REPLICAS, podNamesOf } from './stand-in-pods.ts';

/** A slice for each Service that has none. */
export function missingSlices(
  snapshot: Snapshot,
  deployments: readonly Workload[],
): readonly EndpointSlice[] {
  const taken = new Set(
    [...snapshot.endpointSlices.values()]
      .flat()
      .flatMap((slice) => slice.endpoints.flatMap(({ addresses }) => addresses)),
  );
  return [...snapshot.services.values()]
    .filter(({ metadata, spec }) => {
      const key = `${metadata.namespace}/${metadata.name}`;
      return (
        spec.type !== 'ExternalName' && !snapshot.endpointSlices.has(key) && (spec.ports?.length ?? 0) > 0
      );
    })
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .map((service) => sliceFor(service, podNames(service, snapshot, deployments), taken));
}

const nameOf = ({ metadata }: Service): string => `${metadata.namespace}/${metadata.name}`;

function podNames(
  { metadata: { namespace, name }, spec: { selector = {} } }: Service,
  snapshot: Snapshot,
  deployments: readonly Workload[],
): readonly string[] {
  const wanted = Object.entries(selector);
  const pods = snapshot.pods.selected(namespace, selector).map((pod) => pod.metadata.name);
  const selected = deployments.filter(
    ({ metadata, podLabels }) =>
      wanted.length > 0 &&
      metadata.namespace === namespace &&
      wanted.every(([label, value]) => podLabels[label] === value),
  );
  const replicas = selected.flatMap(podNamesOf);
  const isSelecting = pods.length + selected.length > 0;
  return isSelecting ? [...pods, ...replicas].slice(0, MOST_REPLICAS) : [`${name}-1`];
}

function sliceFor({ metadata, spec }: Service, pods: readonly string[], taken: Set<string>): EndpointSlice {
  const { namespace, name } = metadata;
  return {
    kind: 'EndpointSlice',
    metadata: { namespace, name: `${name}-dev`, labels: { [SERVICE_NAME_LABEL]: name } },
    addressType: 'IPv4',
    ports: (spec.ports ?? []).map((port) => ({
      name: port.name ?? '',
      protocol: port.protocol ?? 'TCP',
      port: podPort(port),
    })),
    endpoints: pods.map((pod) => ({
      addresses: [freeAddress(`${namespace}/${name}/${pod}`, taken)],
      conditions: { ready: true },
      targetRef: { kind: 'Pod', namespace, name: pod },
    })),
  };
}

/** The number behind a name is known to the Pod only; the port of the Service stands in for it. */
const podPort = ({ port, targetPort }: ServicePort): number =>
  typeof targetPort === 'number' ? targetPort : port;

/** In 10.245.0.0/16, the same for the same Pod while others come and go. */
function freeAddress(pod: string, taken: Set<string>): string {
  for (let salt = 0; ; salt++) {
    const number = Number.parseInt(hash('sha256', `${pod}/${salt}`, 'hex').slice(0, 4), 16);
    const address = `10.245.${number >> 8}.${number & 255}`;
    if (taken.has(address)) continue;
    taken.add(address);
    return address;
  }
}
