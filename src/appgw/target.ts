/** Target: where a rule, a path rule or a map's default leads, with the sub-resources that it needs. */
import type { Backend } from '../routing/model.ts';
import type { LiveGateway } from './live.ts';
import { backendKey } from './backend-key.ts';
import { makePart, referenceTo, type Part } from './part.ts';
import { poolPart } from './pools.ts';
import { settingsParts } from './settings.ts';
import type { SubResource } from './wire.ts';

export type Target = {
  readonly parts: readonly Part[];
  /** Addresses of a Service beyond the gateway's limit for one pool; null: all are in it. */
  readonly membersLeft: { readonly service: string; readonly count: number } | null;
} & (
  | {
      readonly kind: 'backend';
      readonly backendAddressPool: SubResource;
      readonly backendHttpSettings: SubResource;
    }
  | { readonly kind: 'redirect'; readonly redirectConfiguration: SubResource }
);

/** Each backend of the routing becomes a target once per run, however many routes lead to it. */
export function createTargets(live: LiveGateway, targetsPerPool: number): (backend: Backend) => Target {
  const known = new Map<string, Target>();
  return (backend) => {
    const key = backendKey(backend);
    let target = known.get(key);
    if (!target) known.set(key, (target = backendTarget(live, backend, targetsPerPool)));
    return target;
  };
}

function backendTarget(live: LiveGateway, backend: Backend, targetsPerPool: number): Target {
  const { part: pool, left } = poolPart(live, backend.pool, targetsPerPool);
  const [settings, probe] = settingsParts(live, backend);
  return {
    kind: 'backend',
    parts: [pool, settings, probe],
    membersLeft:
      left === 0 ? null : { service: `${backend.pool.namespace}/${backend.pool.service}`, count: left },
    backendAddressPool: referenceTo(live, pool),
    backendHttpSettings: referenceTo(live, settings),
  };
}

/** A permanent redirect to another listener, path and query kept. The booleans are always sent: absent means true. */
export function redirectTarget(live: LiveGateway, listener: Part<'httpListeners'>): Target {
  const part = makePart(
    live,
    'redirectConfigurations',
    ['Permanent', listener.name],
    `to-${listenerReadable(listener)}`,
    {
      redirectType: 'Permanent',
      targetListener: referenceTo(live, listener),
      includePath: true,
      includeQueryString: true,
    },
  );
  return {
    kind: 'redirect',
    parts: [part],
    membersLeft: null,
    redirectConfiguration: referenceTo(live, part),
  };
}

const listenerReadable = ({ name }: Part<'httpListeners'>): string => name.split('.')[2] ?? name;
