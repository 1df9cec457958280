/** Target: where a rule, a path rule or a map's default leads, with the sub-resources that it needs. */
import type { Backend, Redirect, Rewrite } from '../routing/model.ts';
import type { LiveGateway } from './live.ts';
import { backendKey } from './backend-key.ts';
import type { FirewallUse } from './firewall-policy.ts';
import { makePart, referenceTo, type Part } from './part.ts';
import { poolPart } from './pools.ts';
import { rewriteUse, type RewriteUse } from './rewrites.ts';
import { settingsParts } from './settings.ts';
import type { SubResource } from './wire.ts';

export type Target = {
  readonly parts: readonly Part[];
  /** Addresses of a Service beyond the gateway's limit for one pool; null: all are in it. */
  readonly membersLeft: { readonly service: string; readonly count: number } | null;
  /** Judges its requests in place of the policy of the site; only path rules can have one. */
  readonly firewall: FirewallUse | null;
} & (
  | {
      readonly kind: 'backend';
      readonly backendAddressPool: SubResource;
      readonly backendHttpSettings: SubResource;
      readonly rewrite: RewriteUse | null;
    }
  | { readonly kind: 'redirect'; readonly redirectConfiguration: SubResource }
);

/** Each backend of the routing becomes a target once per run, however many routes lead to it. */
export function createTargets(
  live: LiveGateway,
  targetsPerPool: number,
): (backend: Backend, rewrite?: Rewrite | null) => Target {
  const known = new Map<string, Target>();
  return (backend, rewrite = null) => {
    const key = backendKey(backend) + (rewrite ? JSON.stringify(rewrite) : '');
    let target = known.get(key);
    if (!target) known.set(key, (target = backendTarget(live, backend, rewrite, targetsPerPool)));
    return target;
  };
}

function backendTarget(
  live: LiveGateway,
  backend: Backend,
  rewrite: Rewrite | null,
  targetsPerPool: number,
): Target {
  const { part: pool, left } = poolPart(live, backend.pool, targetsPerPool);
  const [settings, ...reached] = settingsParts(live, backend);
  const rewritten = rewrite && rewriteUse(live, rewrite);
  return {
    kind: 'backend',
    parts: [pool, settings, ...reached, ...(rewritten?.parts ?? [])],
    membersLeft:
      left === 0 ? null : { service: `${backend.pool.namespace}/${backend.pool.service}`, count: left },
    firewall: null,
    backendAddressPool: referenceTo(live, pool),
    backendHttpSettings: referenceTo(live, settings),
    rewrite: rewritten?.use ?? null,
  };
}

const TYPES = { 301: 'Permanent', 302: 'Found', 303: 'SeeOther', 307: 'Temporary' } as const;

/** A redirect to a URL. Identity is what it says, so that equal ones are shared. */
export function urlTarget(live: LiveGateway, { code, url, keepPath, keepQuery }: Redirect): Target {
  const properties = {
    redirectType: TYPES[code],
    targetUrl: url,
    includePath: keepPath,
    includeQueryString: keepQuery,
  };
  const readable = `to-${url.replace(/^https?:/, '')}`;
  const part = makePart(live, 'redirectConfigurations', [JSON.stringify(properties)], readable, properties);
  return {
    kind: 'redirect',
    parts: [part],
    membersLeft: null,
    firewall: null,
    redirectConfiguration: referenceTo(live, part),
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
    firewall: null,
    redirectConfiguration: referenceTo(live, part),
  };
}

/** Whether it leads nowhere without a listener of ours. */
export const needsListener = ({ parts }: Target): boolean =>
  parts.some(
    (part) => part.collection === 'redirectConfigurations' && part.properties.targetListener !== undefined,
  );

const listenerReadable = ({ name }: Part<'httpListeners'>): string => name.split('.')[2] ?? name;
