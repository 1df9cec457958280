/** What every step of one build shares. */
import { diagnose, type Code, type Detail, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Backend, Owner, Pool, Rewrite, Routing, Site } from '../routing/model.ts';
import { limitsOf, type Limits } from './limits.ts';
import type { LiveGateway } from './live.ts';
import { poolName } from './pools.ts';
import { createTargets, type Target } from './target.ts';

export interface Context {
  readonly live: LiveGateway;
  readonly routing: Routing;
  readonly limits: Limits;
  readonly targetOf: (backend: Backend, rewrite?: Rewrite | null) => Target;
  /** The pool as the cluster has it now, by its name on the gateway. */
  readonly poolNamed: (name: string) => Pool | null;
  /** Position of an owner by age; the oldest is 0. */
  readonly rankOf: (owner: Owner) => number;
  /** WAF policies of ours that could not be written, with the reason, by name. */
  readonly unusablePolicies: UnusablePolicies;
  readonly report: (diagnostic: Diagnostic) => void;
}

export type UnusablePolicies = ReadonlyMap<string, string>;

export function createContext(
  routing: Routing,
  live: LiveGateway,
  report: Context['report'],
  unusablePolicies: UnusablePolicies = new Map(),
): Context {
  const limits = limitsOf(live);
  const ranks = new Map(routing.owners.map((owner, rank) => [ownerText(owner), rank]));
  return {
    live,
    routing,
    limits,
    targetOf: createTargets(live, limits.targetsPerPool),
    poolNamed: createPoolIndex(routing, live),
    rankOf: (owner) => ranks.get(ownerText(owner)) ?? ranks.size,
    unusablePolicies,
    report,
  };
}

/** Made on the first question: most builds hold nothing back and never ask. */
function createPoolIndex(routing: Routing, live: LiveGateway): Context['poolNamed'] {
  let pools: ReadonlyMap<string, Pool> | null = null;
  return (name) => {
    pools ??= new Map(routing.allPools().map((pool) => [poolName(live, pool), pool]));
    return pools.get(name.toLowerCase()) ?? null;
  };
}

/** `Ingress/<namespace>/<name>`. */
export const ownerText = ({ kind, namespace, name }: Owner): string => `${kind}/${namespace}/${name}`;

/** Everybody who has a part in a site, its owner first, each once. */
export function ownersOf(site: Site): readonly Owner[] {
  const fallback = 'owner' in site.fallback ? [site.fallback.owner] : [];
  const owners = [site.owner, ...site.routes.map((route) => route.owner), ...fallback];
  return [...new Map(owners.map((owner) => [ownerText(owner), owner])).values()];
}

export function tellOwners<C extends Code>(context: Context, site: Site, code: C, detail: Detail<C>): void {
  for (const owner of ownersOf(site)) context.report(diagnose(code, owner, detail));
}
