/**
 * Limits (decision 4): what is on the gateway keeps its place, growth is admitted oldest first, the rest is held back
 * and told the number. A unit is one site or one path of it; each is admitted as it is wanted, as the gateway has it
 * now, or not at all.
 */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Context } from './context.ts';
import { COLLECTION_WORDS } from './limits.ts';
import type { PlacedSite } from './place.ts';
import { pathNeeds, siteNeeds, unitsOf, type Unit } from './units.ts';
import { createUsage, type Excess, type Usage } from './usage.ts';

/** The sites and paths that fit. Only a configuration that is over a limit is looked at closely. */
export function admit(sites: readonly PlacedSite[], context: Context): readonly PlacedSite[] {
  const usage = createUsage(context.live, context.limits);
  for (const site of sites) {
    usage.add(siteNeeds(site));
    for (const path of site.paths) usage.add(pathNeeds(site, path.target));
  }
  return usage.excess() === null ? sites : admitOldestFirst(sites, context);
}

type Version = 'wanted' | 'live';

function admitOldestFirst(sites: readonly PlacedSite[], context: Context): readonly PlacedSite[] {
  const usage = createUsage(context.live, context.limits);
  const units = unitsOf(sites, context);
  const admitted = new Map<Unit, Version>();
  for (const unit of units.filter(({ live }) => live !== null)) {
    const version = isGrowth(unit, context) ? 'live' : 'wanted';
    usage.add(version === 'live' ? unit.live!.needs : unit.needs);
    admitted.set(unit, version);
  }
  let refused = new Map<Unit, Excess | null>(
    units.filter((unit) => admitted.get(unit) !== 'wanted').map((unit) => [unit, null]),
  );
  // What one unit gives up by its new version may make room for an older one that was refused.
  for (let before = -1; before !== refused.size;) {
    before = refused.size;
    refused = new Map(
      [...refused.keys()].flatMap((unit): [Unit, Excess | null][] => {
        if (unit.requires && !admitted.has(unit.requires)) return [[unit, null]];
        const excess = exchange(usage, unit);
        if (excess !== null) return [[unit, excess]];
        admitted.set(unit, 'wanted');
        return [];
      }),
    );
  }
  for (const [{ owner, label }, excess] of refused) {
    if (excess) context.report(diagnose('LIMIT_REACHED', owner, { ...words(excess), item: label }));
  }
  return sites.flatMap((site) => choose(site, units, admitted));
}

/** Takes the wanted version of a unit in place of the live one, unless a limit forbids it. */
function exchange(usage: Usage, { needs, live }: Unit): Excess | null {
  if (live) usage.remove(live.needs);
  usage.add(needs);
  const excess = usage.excess();
  if (excess === null) return null;
  usage.remove(needs);
  if (live) usage.add(live.needs);
  return excess;
}

/** Whether the wanted version needs anything that the gateway does not have. */
function isGrowth({ needs, live }: Unit, context: Context): boolean {
  const active = new Set(live?.needs.active);
  return (
    needs.parts.some(({ collection, name }) => !context.live.own[collection].has(name.toLowerCase())) ||
    needs.active.some((listener) => !active.has(listener))
  );
}

function choose(
  site: PlacedSite,
  units: readonly Unit[],
  admitted: ReadonlyMap<Unit, Version>,
): readonly PlacedSite[] {
  const own = units.filter((unit) => unit.site === site && admitted.has(unit));
  const whole = own.find((unit) => unit.path === null);
  if (!whole) return [];
  // In the order of the map, not in that of the admission.
  const paths = site.paths.flatMap((path) => {
    const unit = own.find((candidate) => candidate.path === path);
    if (!unit) return [];
    return admitted.get(unit) === 'live' ? [{ ...path, target: unit.live!.target }] : [path];
  });
  return [{ ...(admitted.get(whole) === 'live' ? whole.live!.site : site), paths }];
}

function words({ what, limit, used }: Excess): {
  readonly what: string;
  readonly limit: number;
  readonly used: number;
} {
  if (what === 'activeListeners') return { what: 'listeners that serve a backend', limit, used };
  if (what === 'pathRulesPerMap') return { what: 'paths on one host', limit, used };
  return { what: COLLECTION_WORDS[what], limit, used };
}
