/**
 * What this gateway cannot serve as it is asked for -> held nodes, of which the last good configuration stays. A path
 * whose firewall cannot be had is not left to a broader path of somebody else: it answers 404.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Action, Fallback, Owner, Route, Site } from '../routing/model.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Context } from './context.ts';
import { answerFirewall } from './firewall.ts';
import { liveTarget } from './held.ts';
import { toPatterns } from './patterns.ts';
import { alwaysReroutes, rewriteRefusal } from './rewrites.ts';
import { trustedRootRefusal } from './trusted-roots.ts';

type Refusal = (owner: Owner, item: string) => Diagnostic;

export function withhold(site: Site, siteHash: string, context: Context): Site {
  const host = site.hosts[0] ?? 'the host-less site';
  const endless = isEndless(site);
  const refusalOf = (node: Action | Fallback): Refusal | null => {
    if (node.kind !== 'backend') return null;
    const { backend, rewrite } = node;
    if (rewrite && endless && alwaysReroutes(rewrite)) {
      return (owner, item) => diagnose('REWRITE_ENDLESS', owner, { item });
    }
    return trustedRootRefusal(backend, context.live) ?? (rewrite && rewriteRefusal(rewrite, context));
  };
  const withholdRoute = (route: Route): Route => {
    if (route.action.kind === 'held') return route;
    const item = `Path ${route.match.path} on ${host}`;
    const refusal = refusalOf(route.action);
    if (refusal) context.report(refusal(route.owner, item));
    const unjudged = route.firewall && withoutFirewall(route, item, siteHash, context);
    return unjudged ?? (refusal ? { ...route, action: { kind: 'held' } } : route);
  };
  const withholdFallback = (fallback: Fallback): Fallback => {
    if (fallback.kind === 'held') return { ...fallback, next: withholdFallback(fallback.next) };
    const refusal = refusalOf(fallback);
    if (!refusal || fallback.kind !== 'backend') return fallback;
    const { owner } = fallback;
    context.report(refusal(owner, `The default backend on ${host}`));
    return { kind: 'held', owner, next: { kind: 'notFound' } };
  };
  return {
    ...site,
    routes: site.routes.map(withholdRoute),
    fallback: withholdFallback(site.fallback),
  };
}

/** Null: the firewall of the route can be had. */
function withoutFirewall(route: Route, item: string, siteHash: string, context: Context): Route | null {
  const answer = answerFirewall(route.firewall!, context);
  if (answer.kind === 'use') return null;
  if (answer.tell) context.report(answer.tell(route.owner, item));
  const live = liveTarget(route, siteHash, context);
  // What is wanted is known: then the last good configuration is good only if it was judged by something.
  const stays = live !== null && (answer.tell === null || live.firewall !== null);
  return { ...route, action: { kind: stays ? 'held' : 'notFound' }, firewall: null };
}

/** ARM refuses a map on which every request comes back to the path rules, whatever it is. */
function isEndless({ routes, fallback }: Site): boolean {
  const hasRoot = routes.some(({ match }) => toPatterns(match).kind === 'root');
  const answers = [...routes.map(({ action }) => action), ...(hasRoot ? [] : [fallback])];
  return answers.every(
    (answer) => answer.kind === 'backend' && answer.rewrite !== null && alwaysReroutes(answer.rewrite),
  );
}
