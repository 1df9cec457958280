/** EndpointSlices of one Service port -> the addresses behind it, each with the state that decides about its use. */
import type { Endpoint, EndpointSlice } from '../cluster/objects.ts';
import type { PoolEndpoint } from '../routing/model.ts';

export interface ServiceEndpoints {
  /** The port that is dialled; null where no slice has this port. */
  readonly port: number | null;
  /** Sorted by address. */
  readonly endpoints: readonly PoolEndpoint[];
  /** Other numbers that slices give for the same port; their addresses are left out (a pool has one port). */
  readonly otherPorts: readonly number[];
  /** Slices whose address type the gateway cannot use for pods. */
  readonly unsupported: readonly EndpointSlice[];
}

const RANK: Record<PoolEndpoint['state'], number> = {
  ready: 0,
  gated: 1,
  terminating: 2,
  flapping: 3,
  notReady: 4,
};

/** Whether an endpoint of a slice, which does not count as ready there, waits only for our own readiness gate. */
export type IsGated = (endpoint: Endpoint) => boolean;

/** `portName` is the name of the Service port, empty where it has none. */
export function serviceEndpoints(
  slices: readonly EndpointSlice[],
  portName: string,
  isGated: IsGated = () => false,
  isKept: (address: string) => boolean = () => false,
): ServiceEndpoints {
  const byPort = new Map<number, Map<string, PoolEndpoint>>();
  for (const slice of slices) {
    if (slice.addressType !== 'IPv4') continue;
    for (const { name, port, protocol } of slice.ports) {
      if (port === undefined || (name ?? '') !== portName || (protocol ?? 'TCP') !== 'TCP') continue;
      const addresses = byPort.get(port) ?? new Map<string, PoolEndpoint>();
      byPort.set(port, addresses);
      for (const endpoint of slice.endpoints) addBest(addresses, endpoint, isGated);
    }
  }
  const ports = [...byPort.keys()].sort((a, b) => ready(byPort.get(b)) - ready(byPort.get(a)) || a - b);
  const [port = null] = ports;
  return {
    port,
    endpoints:
      port === null
        ? []
        : [...byPort.get(port)!.values()]
            .map((found) =>
              found.state === 'notReady' && isKept(found.address)
                ? { ...found, state: 'flapping' as const }
                : found,
            )
            .sort(byAddress),
    otherPorts: ports.slice(1).sort((a, b) => a - b),
    unsupported: slices.filter((slice) => slice.addressType !== 'IPv4' && slice.endpoints.length > 0),
  };
}

/** Consumers use the first address of an endpoint; the others are alternatives of the same pod (API reference). */
function addBest(addresses: Map<string, PoolEndpoint>, endpoint: Endpoint, isGated: IsGated): void {
  const [address] = endpoint.addresses;
  const reported = stateOf(endpoint);
  const state = reported === 'notReady' && isGated(endpoint) ? 'gated' : reported;
  if (address === undefined || state === null) return;
  const known = addresses.get(address);
  if (!known || RANK[state] < RANK[known.state]) addresses.set(address, { address, state });
}

function stateOf({ conditions }: Endpoint): PoolEndpoint['state'] | null {
  const isReady = conditions?.ready ?? true;
  if (conditions?.terminating) return (conditions.serving ?? isReady) ? 'terminating' : null;
  return isReady ? 'ready' : 'notReady';
}

const ready = (addresses: Map<string, PoolEndpoint> | undefined): number =>
  [...(addresses?.values() ?? [])].filter((endpoint) => endpoint.state === 'ready').length;

function byAddress(a: PoolEndpoint, b: PoolEndpoint): number {
  return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}
