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
  if (!service || !port) return { service: name, addresses: [] };
  const slices = cluster
    .slices(namespace, name)
    .filter(({ addressType }) => !gaps.ipv4EndpointsOnly || addressType === 'IPv4');
  const members = usable(slices.flatMap((slice) => membersOf(slice, port)));
  const kept = gaps.onePortPerBackend ? ofOnePort(members) : members;
  return { service: name, addresses: kept.map((member) => `${member.address}:${member.port}`) };
}

/** Kubernetes: a backend names a port of the Service, by number or by name. */
const isMeant = (
  { name, port, protocol = 'TCP' }: ServicePort,
  wanted: { readonly number?: number; readonly name?: string },
): boolean =>
  protocol === 'TCP' && (wanted.number === undefined ? name === wanted.name : port === wanted.number);

interface Member {
  readonly address: string;
  readonly port: number;
  readonly endpoint: Endpoint;
}

/** Kubernetes: the name of a port in an EndpointSlice is that of the Service's port. */
function membersOf({ ports, endpoints }: EndpointSlice, { name = '' }: ServicePort): readonly Member[] {
  return ports.flatMap((candidate) =>
    (candidate.name ?? '') === name && candidate.port !== undefined
      ? endpoints.flatMap((endpoint) =>
          endpoint.addresses.map((address) => ({ address, port: candidate.port!, endpoint })),
        )
      : [],
  );
}

/** Decision 10 on a fresh gateway: the ready ones; none ready: those that still serve while they terminate. */
function usable(members: readonly Member[]): readonly Member[] {
  const ready = members.filter(({ endpoint: { conditions } }) => conditions?.ready ?? true);
  const last = members.filter(
    ({ endpoint: { conditions } }) =>
      conditions?.terminating && (conditions.serving ?? conditions.ready ?? true),
  );
  return ready.length > 0 ? ready : last;
}

/** Gateway: a pool is reached on one port. That of most members is kept, of equal ones the lowest. */
function ofOnePort(members: readonly Member[]): readonly Member[] {
  const byPort = [...Map.groupBy(members, ({ port }) => port)];
  const [kept] = byPort.sort(([a, left], [b, right]) => right.length - left.length || a - b);
  return kept?.[1] ?? [];
}
