/** A located site -> where its requests lead: the targets of its paths and of everything else. */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Owner, Route, Site } from '../routing/model.ts';
import type { Context } from './context.ts';
import { keepWhatStands, type Standing } from './held.ts';
import { isWildcard } from './hosts.ts';
import type { LocatedSite } from './locate.ts';
import { pathName } from './path-name.ts';
import { planPaths } from './paths.ts';
import { redirectTarget, type Target } from './target.ts';

export interface PathDraft {
  readonly name: string;
  readonly route: Route;
  readonly patterns: readonly string[];
  readonly target: Target;
}

export interface SiteDraft extends LocatedSite {
  readonly paths: readonly PathDraft[];
  /** What answers where no path matches, and whose wish that is. */
  readonly fallback: Target;
  readonly fallbackOwner: Owner;
  /** Answers nothing but 404. */
  readonly isEmpty: boolean;
}

/** `secure`: the Https sites that are served, by their hosts; null while these are drafted themselves. */
export function draftSite(
  located: LocatedSite,
  secure: ReadonlyMap<string, LocatedSite> | null,
  context: Context,
): SiteDraft {
  const { hash } = located;
  const twin = located.site.securePort === null ? null : (secure?.get(hostsKey(located.site)) ?? null);
  const wanted = located.site.securePort !== null && !twin ? onlyChallenges(located.site) : located.site;
  const { site, graftOf } = keepWhatStands(wanted, hash, context, twin !== null);
  const { rules, root, diagnostics } = planPaths(site);
  for (const diagnostic of diagnostics) context.report(diagnostic);
  const redirect = twin ? redirectTo(twin, site, context) : null;
  const targetOf = (route: Route): Target | null => {
    const { action } = route;
    switch (action.kind) {
      case 'backend':
        return context.targetOf(action.backend);
      case 'redirectToHttps':
        return redirect ?? notFound(context);
      case 'notFound':
        return notFound(context);
      case 'held':
        return graftOf(route);
    }
  };
  const paths = rules.flatMap(({ route, patterns }): PathDraft[] => {
    const target = targetOf(route);
    return target ? [{ name: pathName(context.live.instance, route), route, patterns, target }] : [];
  });
  const { target, owner } = root
    ? { target: targetOf(root), owner: root.owner }
    : fallbackOf(site, redirect, graftOf, context);
  return {
    ...located,
    site,
    paths,
    fallback: target ?? notFound(context),
    fallbackOwner: owner,
    isEmpty: paths.length === 0 && (target === null || target === notFound(context)),
  };
}

export const hostsKey = ({ frontend, hosts }: Site): string => JSON.stringify([frontend, ...hosts]);

const notFound = ({ targetOf, routing }: Context): Target => targetOf(routing.defaultBackend.notFound);

/** A TLS host without a certificate answers ACME challenges over plain HTTP, 404 else (decision 7). */
const onlyChallenges = (site: Site): Site => ({
  ...site,
  routes: site.routes.filter((route) => route.acme),
  fallback: { kind: 'notFound' },
});

function fallbackOf(
  { fallback, owner }: Site,
  redirect: Target | null,
  graftOf: Standing['graftOf'],
  context: Context,
): { readonly target: Target | null; readonly owner: Owner } {
  switch (fallback.kind) {
    case 'backend':
      return { target: context.targetOf(fallback.backend), owner: fallback.owner };
    case 'held':
      return { target: graftOf(fallback), owner: fallback.owner };
    case 'redirectToHttps':
      return { target: redirect, owner };
    case 'notFound':
      return { target: null, owner };
  }
}

/**
 * The gateway cannot redirect to a listener with a wildcard or several hosts: there the default backend answers with
 * the redirect. Null: the site asks for one and there is no way.
 */
function redirectTo(twin: LocatedSite, site: Site, context: Context): Target | null {
  const wanted = [site.fallback, ...site.routes.map((route) => route.action)].some(
    ({ kind }) => kind === 'redirectToHttps',
  );
  if (!wanted) return null;
  if (site.hosts.length <= 1 && !site.hosts.some(isWildcard))
    return redirectTarget(context.live, twin.listener);
  const { redirect, service } = context.routing.defaultBackend;
  if (redirect) return context.targetOf(redirect);
  context.report(diagnose('REDIRECT_NOT_EXPRESSIBLE', site.owner, { host: site.hosts[0] ?? '', service }));
  return null;
}
