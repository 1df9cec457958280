/** From a backend of an Ingress to the addresses that may answer. */
import type { Endpoint, EndpointSlice, IngressBackend, ServicePort } from '../../../src/cluster/objects.ts';
import type { Cluster } from './cluster.ts';
import type { Gaps } from './gaps.ts';

export interface Endpoints {
  readonly service: string;
  /** `10.0.0.1:8080` */
  readonly addresses: readonly string[];
}

/** Without addresses: a Service or port that is not there, or nobody to answer; only that path suffers. */
export function endpointsOf(
  cluster: Cluster,
  namespace: string,
  { service: reference }: IngressBackend,
  gaps: Gaps,
): Endpoints {
  const name = reference?.name ?? '';
  const service = cluster.service(namespace, name);
  const port = service?.spec.ports?.find((candidate) => isMeant(candidate, reference?.port ?? {}));
  if (!service || !port || service.spec.type === 'ExternalName') return { service: name, addresses: [] };
  const slices = cluster
    .slices(namespace, name)
    .filter(({ addressType }) => !gaps.ipv4EndpointsOnly || addressType === 'IPv4');
  return { service: name, addresses: usable(slices.flatMap((slice) => membersOf(slice, port))) };
}

/** Kubernetes: a backend names a port of the Service, by number or by name. */
const isMeant = (
  { name, port, protocol = 'TCP' }: ServicePort,
  wanted: { readonly number?: number; readonly name?: string },
): boolean =>
  protocol === 'TCP' && (wanted.number === undefined ? name === wanted.name : port === wanted.number);

interface Member {
  readonly address: string;
  readonly endpoint: Endpoint;
}

/** Kubernetes: the name of a port in an EndpointSlice is that of the Service's port. */
function membersOf({ ports, endpoints }: EndpointSlice, { name = '' }: ServicePort): readonly Member[] {
  return ports
    .filter((port) => (port.name ?? '') === name && port.port !== undefined)
    .flatMap(({ port }) =>
      endpoints.flatMap((endpoint) =>
        endpoint.addresses.map((address) => ({ address: `${address}:${port}`, endpoint })),
      ),
    );
}

/** Decision 10 on a fresh gateway: the ready ones; none ready: those that still serve while they terminate. */
function usable(members: readonly Member[]): readonly string[] {
  const ready = members.filter(({ endpoint: { conditions } }) => conditions?.ready ?? true);
  const last = members.filter(
    ({ endpoint: { conditions } }) => conditions?.terminating && (conditions.serving ?? conditions.ready ?? true),
  );
  return (ready.length > 0 ? ready : last).map(({ address }) => address);
}
