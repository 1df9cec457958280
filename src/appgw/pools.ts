/** backendAddressPools: identity is (namespace, Service, target port, target type); members follow the endpoints. */
import type { Pool, PoolEndpoint } from '../routing/model.ts';
import type { LiveGateway } from './live.ts';
import { makePart, type Part } from './part.ts';

export interface PoolPart {
  readonly part: Part<'backendAddressPools'>;
  /** Members that did not fit; more than none only beyond the gateway's limit. */
  readonly left: number;
}

export function poolPart(live: LiveGateway, pool: Pool, limit: number): PoolPart {
  const named = emptyPool(live, pool);
  const current = currentMembers(live, named.name);
  const members = poolMembers(pool.endpoints, current);
  const kept = members.length > limit ? keepPlaces(members, current, limit) : members;
  const backendAddresses = kept.map((address) =>
    pool.targetType === 'fqdn' ? { fqdn: address } : { ipAddress: address },
  );
  return { part: { ...named, properties: { backendAddresses } }, left: members.length - kept.length };
}

export const poolName = (instance: Pick<LiveGateway, 'instance'>, pool: Pool): string =>
  emptyPool(instance, pool).name;

function emptyPool(live: Pick<LiveGateway, 'instance'>, pool: Pool): Part<'backendAddressPools'> {
  const { namespace, service, targetPort, targetType } = pool;
  const identity = [namespace, service, targetPort, targetType];
  return makePart(live, 'backendAddressPools', identity, `${namespace}-${service}-${targetPort}`, {
    backendAddresses: [],
  });
}

function currentMembers(live: LiveGateway, name: string): ReadonlySet<string> {
  const pool = live.own.backendAddressPools.get(name.toLowerCase());
  return new Set(
    pool?.properties.backendAddresses?.flatMap(({ ipAddress, fqdn }) => ipAddress ?? fqdn ?? []),
  );
}

/**
 * Decision 10. A terminating address that still serves stays until every ready one is on the gateway, so that a
 * rollout never empties the pool; where nothing is ready, what may still answer is better than nothing. A gated one
 * keeps nobody: it comes before its pod counts as ready, and only then do others end because of it. One that flaps keeps
 * the place that it has, and is given none.
 */
export function poolMembers(
  endpoints: readonly PoolEndpoint[],
  current: ReadonlySet<string>,
): readonly string[] {
  const addresses: Record<PoolEndpoint['state'], string[]> = {
    ready: [],
    gated: [],
    terminating: [],
    flapping: [],
    notReady: [],
  };
  for (const { address, state } of endpoints) addresses[state].push(address);
  const { ready, gated, terminating, flapping, notReady } = addresses;
  const isLive = (address: string): boolean => current.has(address);
  const unsteady = flapping.filter(isLive);
  const wanted = [...ready, ...gated];
  if (wanted.length === 0)
    return [...(terminating.length > 0 ? terminating : notReady.filter(isLive)), ...unsteady].sort();
  const awaited = ready.length > 0 ? ready : gated;
  const kept = awaited.every(isLive) ? [] : terminating.filter(isLive);
  return [...wanted, ...kept, ...unsteady].sort();
}

const keepPlaces = (
  members: readonly string[],
  current: ReadonlySet<string>,
  limit: number,
): readonly string[] =>
  [
    ...members.filter((address) => current.has(address)),
    ...members.filter((address) => !current.has(address)),
  ]
    .slice(0, limit)
    .sort();
