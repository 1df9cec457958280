/**
 * Limits (decision 4): what is on the gateway keeps its place, growth is admitted oldest first, the rest is held back
 * and told the number. A unit is one host (its one or two sites) or one path of a site.
 */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Owner } from '../routing/model.ts';
import type { Context } from './context.ts';
import { hostsKey, type PathDraft } from './draft.ts';
import { graftDefault, graftPath } from './graft.ts';
import { COLLECTION_WORDS } from './limits.ts';
import type { PlacedSite } from './place.ts';
import type { Target } from './target.ts';
import { createUsage, type Excess, type Needs } from './usage.ts';

type Unit = {
  readonly owner: Owner;
  readonly label: string;
  readonly needs: Needs;
  /** What the gateway has of it; null: it is new. */
  readonly before: Needs | null;
} & (
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'path'; readonly host: string; readonly path: PathDraft }
);

/** The sites and paths that fit. Only a configuration that is over a limit is looked at closely. */
export function admit(sites: readonly PlacedSite[], context: Context): readonly PlacedSite[] {
  const usage = createUsage(context.live, context.limits);
  for (const site of sites) {
    usage.add(siteNeeds([site], fresh));
    for (const path of site.paths) usage.add(pathNeeds(site, path.target));
  }
  return usage.excess() === null ? sites : admitOldestFirst(sites, context);
}

function admitOldestFirst(sites: readonly PlacedSite[], context: Context): readonly PlacedSite[] {
  const usage = createUsage(context.live, context.limits);
  const units = unitsOf(sites, context);
  const hosts = new Map<string, 'fresh' | 'before'>();
  const paths = new Map<PathDraft, Target>();
  const isGrowth = ({ before, needs }: Unit): boolean =>
    before === null ||
    needs.parts.some(({ collection, name }) => !context.live.own[collection].has(name.toLowerCase()));
  const accept = (unit: Unit): void => {
    if (unit.kind === 'host') hosts.set(unit.host, 'fresh');
    else paths.set(unit.path, unit.path.target);
  };
  for (const unit of units) {
    if (unit.before) usage.add(isGrowth(unit) ? unit.before : unit.needs);
    if (!isGrowth(unit)) accept(unit);
  }
  for (const unit of units.filter(isGrowth)) {
    if (unit.kind === 'path' && !hosts.has(unit.host)) continue;
    if (unit.before) usage.remove(unit.before);
    usage.add(unit.needs);
    const excess = usage.excess();
    if (!excess) {
      accept(unit);
      continue;
    }
    usage.remove(unit.needs);
    if (unit.before) usage.add(unit.before);
    if (unit.before && unit.kind === 'host') hosts.set(unit.host, 'before');
    if (unit.before && unit.kind === 'path') paths.set(unit.path, beforeOf(unit.path, sites, context)!);
    context.report(diagnose('LIMIT_REACHED', unit.owner, { ...words(excess), item: unit.label }));
  }
  return sites
    .filter((site) => hosts.has(hostsKey(site.site)))
    .map((site) => ({
      ...site,
      fallback: hosts.get(hostsKey(site.site)) === 'before' ? liveFallback(site, context)! : site.fallback,
      paths: site.paths
        .filter((path) => paths.has(path))
        .map((path) => ({ ...path, target: paths.get(path)! })),
    }));
}

/** Oldest owner first; a host before its paths. */
function unitsOf(sites: readonly PlacedSite[], context: Context): readonly Unit[] {
  const byHost = Map.groupBy(sites, ({ site }) => hostsKey(site));
  const units = [...byHost].flatMap(([host, members]): Unit[] => {
    const { owner, hosts } = members[0]!.site;
    const label = hosts[0] ?? 'the host-less site';
    const isLive = members.every((site) => liveFallback(site, context) !== null);
    const before = isLive ? siteNeeds(members, (site) => liveFallback(site, context)!) : null;
    const paths = members.flatMap((site) =>
      site.paths.map((path): Unit => {
        const target = graftPath(context, site.hash, path.name);
        return {
          kind: 'path',
          host,
          path,
          owner: path.route.owner,
          label: `path ${path.route.match.path} on ${label}`,
          needs: pathNeeds(site, path.target),
          before: target && pathNeeds(site, target),
        };
      }),
    );
    return [{ kind: 'host', host, owner, label, needs: siteNeeds(members, fresh), before }, ...paths];
  });
  const rank = ({ owner }: Unit): number => context.rankOf(owner);
  return units.sort((a, b) => rank(a) - rank(b) || Number(a.kind === 'path') - Number(b.kind === 'path'));
}

const fresh = (site: PlacedSite): Target => site.fallback;

const liveFallback = ({ hash, site }: PlacedSite, context: Context): Target | null =>
  graftDefault(context, hash, site.owner);

function beforeOf(path: PathDraft, sites: readonly PlacedSite[], context: Context): Target | null {
  const site = sites.find((candidate) => candidate.paths.includes(path));
  return site ? graftPath(context, site.hash, path.name) : null;
}

function siteNeeds(sites: readonly PlacedSite[], targetOf: (site: PlacedSite) => Target): Needs {
  return {
    parts: sites.flatMap((site) => [...site.parts, ...targetOf(site).parts]),
    active: sites.filter((site) => targetOf(site).kind === 'backend').map((site) => site.listener.name),
    map: null,
    rules: sites.map((site) => site.hash),
  };
}

const pathNeeds = ({ listener, hash }: PlacedSite, target: Target): Needs => ({
  parts: target.parts,
  active: target.kind === 'backend' ? [listener.name] : [],
  map: hash,
  rules: [],
});

function words({ what, limit, used }: Excess): {
  readonly what: string;
  readonly limit: number;
  readonly used: number;
} {
  if (what === 'activeListeners') return { what: 'listeners that serve a backend', limit, used };
  if (what === 'pathRulesPerMap') return { what: 'paths on one host', limit, used };
  return { what: COLLECTION_WORDS[what], limit, used };
}
