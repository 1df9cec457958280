/** Units of admission: the sites and their paths, each with what it needs now and what the gateway has of it. */
import type { Owner } from '../routing/model.ts';
import type { Context } from './context.ts';
import { siteKey, twinKey, type PathDraft } from './draft.ts';
import { graftPath } from './graft.ts';
import { graftSite } from './graft-site.ts';
import type { PlacedSite } from './place.ts';
import { needsListener, type Target } from './target.ts';
import type { Needs } from './usage.ts';

export interface Unit {
  readonly owner: Owner;
  readonly label: string;
  readonly site: PlacedSite;
  /** Null: the unit is the site itself. */
  readonly path: PathDraft | null;
  readonly needs: Needs;
  /** As the gateway has it; null: it is new. */
  readonly live: { readonly needs: Needs; readonly site: PlacedSite; readonly target: Target } | null;
  /** Must be admitted as well: the site of a path, the Https site of a redirecting twin. */
  readonly requires: Unit | null;
}

/** Oldest owner first; an Https site before its twin, a site before its paths. */
export function unitsOf(sites: readonly PlacedSite[], context: Context): readonly Unit[] {
  const secure = new Map<string, Unit>();
  const bySecurity = sites.toSorted((a, b) => rankOfProtocol(a) - rankOfProtocol(b));
  const units = bySecurity.flatMap((site): Unit[] => {
    const unit = siteUnit(site, secure.get(twinKey(site.site) ?? '') ?? null, context);
    if (site.site.protocol === 'Https') secure.set(siteKey(site.site), unit);
    return [unit, ...site.paths.map((path) => pathUnit(site, path, unit, context))];
  });
  return units.toSorted((a, b) => context.rankOf(a.owner) - context.rankOf(b.owner));
}

const rankOfProtocol = ({ site }: PlacedSite): number => (site.protocol === 'Https' ? 0 : 1);

function siteUnit(site: PlacedSite, secure: Unit | null, context: Context): Unit {
  const { owner, hosts, port } = site.site;
  const live = graftSite(context, site);
  const redirects = [site.fallback, ...site.paths.map(({ target }) => target)].some(needsListener);
  return {
    owner,
    label: `${hosts[0] ?? 'the host-less site'} on port ${port}`,
    site,
    path: null,
    needs: siteNeeds(site),
    live: live && { needs: siteNeeds(live), site: live, target: live.fallback },
    requires: redirects ? secure : null,
  };
}

function pathUnit(site: PlacedSite, path: PathDraft, requires: Unit, context: Context): Unit {
  const { owner, match } = path.route;
  const target = graftPath(context, site.hash, path.name);
  return {
    owner,
    label: `path ${match.path} on ${site.site.hosts[0] ?? 'the host-less site'}`,
    site,
    path,
    needs: pathNeeds(site, path.target),
    live: target && { needs: pathNeeds(site, target), site, target },
    requires,
  };
}

export const siteNeeds = ({ parts, fallback, listener, hash }: PlacedSite): Needs => ({
  parts: [...parts, ...fallback.parts],
  active: fallback.kind === 'backend' ? [listener.name] : [],
  map: null,
  rules: [hash],
});

export const pathNeeds = ({ listener, hash }: PlacedSite, target: Target): Needs => ({
  parts: target.parts,
  active: target.kind === 'backend' ? [listener.name] : [],
  map: hash,
  rules: [],
});
