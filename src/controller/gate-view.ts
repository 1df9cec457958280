/** What is known of one gateway's pools, in the words of `gates`: wanted, applied, asked for, and healthy. */
import { poolName } from '../appgw/pools.ts';
import type { BackendAddressPoolProperties, Child, RawGateway } from '../appgw/wire.ts';
import type { Action, Fallback, Pool, Routing } from '../routing/model.ts';
import type { Computation } from './compute.ts';
import type { GatewayView } from './gates.ts';

/** `live` counts only where nothing failed or is under way: else what was applied before is all that is known. */
export function viewOf(
  { desired }: Pick<Computation, 'desired'>,
  live: RawGateway,
  before: GatewayView | null,
): GatewayView {
  const pools = desired.collections.backendAddressPools;
  return {
    wanted: new Set(pools.map(({ name }) => name.toLowerCase())),
    applied: isApplied(live) ? membersOf(live) : (before?.applied ?? new Map()),
  };
}

/** Pools of ours that the cluster asks for. */
export function askedPools({ sites, defaultBackend }: Routing, instance: string): ReadonlySet<string> {
  const pools = [
    ...sites.flatMap(({ routes, fallback }) => [
      ...routes.flatMap(({ action }) => poolOf(action)),
      ...poolOf(fallback),
    ]),
    defaultBackend.notFound.pool,
    ...(defaultBackend.redirect ? [defaultBackend.redirect.pool] : []),
  ];
  return new Set(pools.map((pool) => poolName({ instance }, pool).toLowerCase()));
}

/** Of ARM's `backendhealth`: addresses that every probe of a pool finds alive, by the name of the pool. */
export function healthyAddresses(body: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const pools = (body as Partial<BackendHealth> | null)?.backendAddressPools ?? [];
  return new Map(
    pools.map(({ backendAddressPool, backendHttpSettingsCollection = [] }) => {
      const servers = backendHttpSettingsCollection.flatMap((settings) => settings.servers ?? []);
      const sick = new Set(servers.filter(({ health }) => health !== 'Up').map(({ address }) => address));
      const name = backendAddressPool?.id?.split('/').at(-1) ?? '';
      return [
        name.toLowerCase(),
        new Set(servers.flatMap(({ address = '' }) => (sick.has(address) ? [] : [address]))),
      ];
    }),
  );
}

/** As far as it is read; the answer comes from outside, and nothing of it is certain to be there. */
interface BackendHealth {
  readonly backendAddressPools: readonly {
    readonly backendAddressPool?: { readonly id?: string };
    readonly backendHttpSettingsCollection?: readonly {
      readonly servers?: readonly { readonly address?: string; readonly health?: string }[];
    }[];
  }[];
}

function isApplied({ properties }: RawGateway): boolean {
  const state = properties['provisioningState'];
  return typeof state === 'string' && state.toLowerCase() === 'succeeded';
}

function membersOf({ properties }: RawGateway): GatewayView['applied'] {
  const pools = (properties['backendAddressPools'] ?? []) as unknown as readonly Partial<
    Child<Partial<BackendAddressPoolProperties>>
  >[];
  return new Map(
    pools.map(({ name = '', properties: own }) => [
      name.toLowerCase(),
      new Set((own?.backendAddresses ?? []).flatMap(({ ipAddress }) => ipAddress ?? [])),
    ]),
  );
}

function poolOf(answer: Action | Fallback): readonly Pool[] {
  switch (answer.kind) {
    case 'backend':
      return [answer.backend.pool];
    case 'held':
      return 'next' in answer ? poolOf(answer.next) : [];
    case 'redirect':
    case 'redirectToHttps':
    case 'notFound':
      return [];
  }
}
