/** A located site -> where its requests lead: the targets of its paths and of everything else. */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Owner, Route, Site } from '../routing/model.ts';
import type { Context } from './context.ts';
import { answerFirewall } from './firewall.ts';
import { keepWhatStands, type Standing } from './held.ts';
import { isWildcard } from './hosts.ts';
import type { LocatedSite } from './locate.ts';
import { pathName } from './path-name.ts';
import { planPaths } from './paths.ts';
import { redirectTarget, urlTarget, type Target } from './target.ts';
import type { SubResource } from './wire.ts';
import { withhold } from './withhold.ts';

/** Where the redirect of the default backend leads. */
const HTTPS_PORT = 443;

export interface PathDraft {
  readonly name: string;
  readonly route: Route;
  readonly patterns: readonly string[];
  readonly target: Target;
}

interface Answer {
  readonly target: Target | null;
  readonly owner: Owner;
}

export interface SiteDraft extends LocatedSite {
  readonly paths: readonly PathDraft[];
  /** What answers where no path matches, and whose wish that is. */
  readonly fallback: Target;
  readonly fallbackOwner: Owner;
  /** Answers nothing but 404. */
  readonly isEmpty: boolean;
}

/** `secure`: the Https sites that are served, by their `siteKey`; null while these are drafted themselves. */
export function draftSite(
  located: LocatedSite,
  secure: ReadonlyMap<string, LocatedSite> | null,
  context: Context,
): SiteDraft {
  const { hash } = located;
  const key = twinKey(located.site);
  const twin = key === null ? null : (secure?.get(key) ?? null);
  const wanted = located.site.securePort !== null && !twin ? onlyChallenges(located.site) : located.site;
  const { site, graftOf } = keepWhatStands(withhold(wanted, hash, context), hash, context, twin !== null);
  const redirect = twin ? redirectTo(twin, site, context) : null;
  const answerOf = (route: Route): Target | null => {
    const { action } = route;
    switch (action.kind) {
      case 'backend':
        return context.targetOf(action.backend, action.rewrite);
      case 'redirect':
        return urlTarget(context.live, action.redirect);
      case 'redirectToHttps':
        return redirect ?? notFound(context);
      case 'notFound':
        return notFound(context);
      case 'held':
        return graftOf(route);
    }
  };
  const targetOf = (route: Route): Target | null => {
    const target = answerOf(route);
    const answer = route.firewall && answerFirewall(route.firewall, context);
    if (!target || answer?.kind !== 'use') return target;
    const { use } = answer;
    // What is held stays as it was; only a policy of ours that is still wanted must be known as such.
    const applies = route.action.kind !== 'held' || sameId(target.firewall?.reference, use.reference);
    return applies ? { ...target, firewall: use } : target;
  };
  const plan = planPaths(site, (route) => Boolean(targetOf(route)?.firewall));
  for (const diagnostic of plan.diagnostics) context.report(diagnostic);
  const paths = plan.rules.flatMap(({ route, patterns }): PathDraft[] => {
    const target = targetOf(route);
    return target ? [{ name: pathName(context.live.instance, route), route, patterns, target }] : [];
  });
  const defaultOf = (): Answer => {
    if (plan.root) return { target: targetOf(plan.root), owner: plan.root.owner };
    if (plan.isCovered) return { target: null, owner: site.owner };
    return fallbackOf(site, redirect, graftOf, context);
  };
  const { target, owner } = defaultOf();
  const answers = target !== null && target !== notFound(context);
  return {
    ...located,
    site,
    paths,
    fallback: target ?? notFound(context),
    // 404 is nobody's wish: the names of rule and map must not change with who would have been held back.
    fallbackOwner: answers ? owner : site.owner,
    isEmpty: paths.length === 0 && !answers,
  };
}

/** A frontend, a port of it, and the hosts there. */
export const siteKey = (site: Pick<Site, 'frontend' | 'port' | 'hosts'>): string =>
  JSON.stringify([site.frontend, site.port, ...site.hosts]);

/** The key of the Https site with the same hosts that a plain site belongs to. */
export const twinKey = (site: Site): string | null =>
  site.securePort === null ? null : siteKey({ ...site, port: site.securePort });

/** Of a site and its twins on all ports. */
export const hostsKey = ({ frontend, hosts }: Site): string => JSON.stringify([frontend, ...hosts]);

const sameId = (a: SubResource | undefined, b: SubResource): boolean =>
  a?.id.toLowerCase() === b.id.toLowerCase();

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
): Answer {
  switch (fallback.kind) {
    case 'backend':
      return { target: context.targetOf(fallback.backend, fallback.rewrite), owner: fallback.owner };
    case 'redirect':
      return { target: urlTarget(context.live, fallback.redirect), owner: fallback.owner };
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
  const toStandardPort = site.securePort === HTTPS_PORT;
  if (redirect && toStandardPort) return context.targetOf(redirect);
  const detail = { host: site.hosts[0] ?? '', service: toStandardPort ? service : null };
  context.report(diagnose('REDIRECT_NOT_EXPRESSIBLE', site.owner, detail));
  return null;
}
