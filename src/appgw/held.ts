/**
 * Held nodes of a site -> what the gateway has of them (decision 8). What it has nothing of is left out, so that it
 * claims no path and no default before the valid ones of others.
 */
import type { Fallback, Route, Site } from '../routing/model.ts';
import { ownerText, type Context } from './context.ts';
import { graftDefault, graftPath } from './graft.ts';
import { pathName } from './path-name.ts';
import { toPatterns } from './patterns.ts';
import type { Target } from './target.ts';

export interface Standing {
  /** Without the held nodes that the gateway has nothing of. */
  readonly site: Site;
  /** Of the held nodes that are left. */
  readonly graftOf: (node: Route | Fallback) => Target | null;
}

export function keepWhatStands(site: Site, siteHash: string, context: Context): Standing {
  const grafts = new Map<Route | Fallback, Target>();
  const isOwners = (owner: Site['owner']): boolean => ownerText(owner) === ownerText(site.owner);
  /** Nothing in a rule's name says whose its default is; it is taken for the site owner's. */
  const liveDefault = (owner: Site['owner']): Target | null => {
    const target = isOwners(owner) ? graftDefault(context, siteHash, site.owner) : null;
    return target && !isNotFound(target, context) ? target : null;
  };
  const stands = (node: Route | Fallback, target: Target | null): boolean => {
    if (target) grafts.set(node, target);
    return target !== null;
  };
  const routes = site.routes.filter((route) => {
    if (route.action.kind !== 'held') return true;
    const isRoot = toPatterns(route.match).kind !== 'patterns';
    const name = pathName(context.live.instance, route);
    return stands(route, isRoot ? liveDefault(route.owner) : graftPath(context, siteHash, name));
  });
  let { fallback } = site;
  while (fallback.kind === 'held' && !stands(fallback, liveDefault(fallback.owner))) fallback = fallback.next;
  return { site: { ...site, routes, fallback }, graftOf: (node) => grafts.get(node) ?? null };
}

function isNotFound(target: Target, { targetOf, routing }: Context): boolean {
  const notFound = targetOf(routing.defaultBackend.notFound);
  return (
    target.kind === 'backend' &&
    notFound.kind === 'backend' &&
    target.backendAddressPool.id === notFound.backendAddressPool.id
  );
}
