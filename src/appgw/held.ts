/**
 * Held nodes of a site -> what the gateway has of them (decision 8). What it has nothing of is left out, so that it
 * claims no path and no default before the valid ones of others.
 */
import type { Fallback, Owner, Route, Site } from '../routing/model.ts';
import type { Context } from './context.ts';
import { graftDefault, graftPath } from './graft.ts';
import { pathName } from './path-name.ts';
import { toPatterns } from './patterns.ts';
import { needsListener, type Target } from './target.ts';

export interface Standing {
  /** Without the held nodes that the gateway has nothing of. */
  readonly site: Site;
  /** Of the held nodes that are left. */
  readonly graftOf: (node: Route | Fallback) => Target | null;
}

/** `redirects`: the Https site that a redirect of ours leads to is served. */
export function keepWhatStands(site: Site, siteHash: string, context: Context, redirects: boolean): Standing {
  const grafts = new Map<Route | Fallback, Target>();
  const stands = (node: Route | Fallback, target: Target | null): boolean => {
    if (!target || (needsListener(target) && !redirects)) return false;
    grafts.set(node, target);
    return true;
  };
  const routes = site.routes.filter(
    (route) => route.action.kind !== 'held' || stands(route, liveTarget(route, siteHash, context)),
  );
  let { fallback } = site;
  while (fallback.kind === 'held' && !stands(fallback, liveDefault(fallback.owner, siteHash, context))) {
    fallback = fallback.next;
  }
  return { site: { ...site, routes, fallback }, graftOf: (node) => grafts.get(node) ?? null };
}

/** A root is the default of its site, or a path rule where it has a firewall of its own. */
export function liveTarget(route: Route, siteHash: string, context: Context): Target | null {
  const named = graftPath(context, siteHash, pathName(context.live.instance, route));
  if (named) return named;
  return toPatterns(route.match).kind === 'patterns' ? null : liveDefault(route.owner, siteHash, context);
}

function liveDefault(owner: Owner, siteHash: string, context: Context): Target | null {
  const target = graftDefault(context, siteHash, owner);
  return target && !isNotFound(target, context) ? target : null;
}

function isNotFound(target: Target, { targetOf, routing }: Context): boolean {
  const notFound = targetOf(routing.defaultBackend.notFound);
  return (
    target.kind === 'backend' &&
    notFound.kind === 'backend' &&
    target.backendAddressPool.id === notFound.backendAddressPool.id
  );
}
