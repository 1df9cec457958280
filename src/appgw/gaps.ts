/** What the owners of served sites should know about the gateway: its gaps against Kubernetes, and what is missing. */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Owner, Route } from '../routing/model.ts';
import { ownersOf, ownerText, type Context } from './context.ts';
import { siteKey } from './draft.ts';
import type { PlacedSite } from './place.ts';
import type { Target } from './target.ts';

export function reportGaps(sites: readonly PlacedSite[], context: Context): void {
  const perOwner = new Map<
    string,
    { readonly owner: Owner; readonly wildcards: Set<string>; readonly paths: Set<string> }
  >();
  const of = (owner: Owner) => {
    const found = perOwner.get(ownerText(owner)) ?? {
      owner,
      wildcards: new Set<string>(),
      paths: new Set<string>(),
    };
    perOwner.set(ownerText(owner), found);
    return found;
  };
  for (const { site, paths } of sites) {
    for (const host of site.hosts.filter((name) => name.includes('*'))) {
      for (const owner of ownersOf(site)) of(owner).wildcards.add(host);
    }
    for (const { route } of paths) if (hasUpperCase(route)) of(route.owner).paths.add(route.match.path);
  }
  for (const { owner, wildcards, paths } of perOwner.values()) {
    if (wildcards.size > 0)
      context.report(diagnose('WILDCARD_SPANS_LABELS', owner, { hosts: [...wildcards].sort() }));
    if (paths.size > 0)
      context.report(diagnose('PATH_CASE_INSENSITIVE', owner, { paths: [...paths].sort() }));
  }
  reportHostless(sites, context);
  reportTargets(sites, context);
}

/** A guard against the host-less site would show its certificate for a name that it does not have (see guards.ts). */
function reportHostless(sites: readonly PlacedSite[], context: Context): void {
  const onHttps = sites.filter(({ site }) => site.protocol === 'Https');
  const secure = new Set(onHttps.map(({ site }) => siteKey(site)));
  for (const hostless of onHttps.filter(({ site }) => site.hosts.length === 0)) {
    const { port, owner: by } = hostless.site;
    const plain = sites.filter(
      ({ site, frontend }) =>
        site.protocol === 'Http' && frontend === hostless.frontend && !secure.has(siteKey({ ...site, port })),
    );
    for (const group of Map.groupBy(plain, ({ site }) => ownerText(site.owner)).values()) {
      const hosts = [...new Set(group.flatMap(({ site }) => site.hosts))].sort();
      const detail = { hosts, owner: ownerText(by) };
      context.report(diagnose('HTTPS_ANSWERED_BY_HOSTLESS', group[0]!.site.owner, detail));
    }
  }
}

const PERCENT_ENCODING = /%[0-9a-f]{2}/gi;
const hasUpperCase = ({ match }: Route): boolean =>
  match.type !== 'Gateway' && /[A-Z]/.test(match.path.replaceAll(PERCENT_ENCODING, ''));

function reportTargets(sites: readonly PlacedSite[], context: Context): void {
  const { defaultBackend } = context.routing;
  const used = sites.flatMap((site): { readonly target: Target; readonly owner: Owner }[] => [
    { target: site.fallback, owner: site.fallbackOwner },
    ...site.paths.map(({ target, route }) => ({ target, owner: route.owner })),
  ]);
  const notFound = context.targetOf(defaultBackend.notFound);
  if (!defaultBackend.found && used.some(({ target }) => target === notFound)) {
    context.report(diagnose('DEFAULT_BACKEND_SERVICE_MISSING', null, { service: defaultBackend.service }));
  }
  for (const { target, owner } of used) {
    if (target.membersLeft === null) continue;
    const limit = context.limits.targetsPerPool;
    const { count, service } = target.membersLeft;
    const item = `Service ${service}, with ${count} of its addresses,`;
    context.report(
      diagnose('LIMIT_REACHED', owner, { what: 'members in one backend pool', item, limit, used: limit }),
    );
  }
}
