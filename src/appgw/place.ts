/** Sites of one protocol -> drafts that have a place among the rules: nothing in front of them, nothing needless. */
import type { Site } from '../routing/model.ts';
import { tellOwners, type Context } from './context.ts';
import { draftSite, type SiteDraft } from './draft.ts';
import { coversHosts } from './hosts.ts';
import { locate, type LocatedSite } from './locate.ts';
import { assignPriorities } from './priorities.ts';

export interface PlacedSite extends SiteDraft {
  readonly priority: number;
  /** The number is not of our choice. */
  readonly isClaimed: boolean;
}

/** Oldest owner first. `secure`: the Https sites that are served, by their `siteKey`; null while these are drafted. */
export function draftSites(
  sites: readonly Site[],
  secure: ReadonlyMap<string, LocatedSite> | null,
  context: Context,
): readonly SiteDraft[] {
  const drafts = sites
    .map((site) => locate(site, context))
    .filter((located) => located !== null)
    .map((located) => draftSite(located, secure, context));
  return withoutNeedless(drafts).toSorted(
    (a, b) => context.rankOf(a.site.owner) - context.rankOf(b.site.owner) || (a.hash < b.hash ? -1 : 1),
  );
}

/**
 * Unmatched hosts get the gateway's own 404, so a site that answers nothing but 404 is needed only where a broader
 * site of ours would take its requests: a host never falls through.
 */
function withoutNeedless(drafts: readonly SiteDraft[]): readonly SiteDraft[] {
  const serving = drafts.filter((draft) => !draft.isEmpty);
  return drafts.filter((draft) => !draft.isEmpty || serving.some((other) => isBroader(other, draft)));
}

/** Whether one site would take the requests of the other if that were not there. */
export const isBroader = (other: LocatedSite, { frontend, site }: LocatedSite): boolean =>
  other.frontend === frontend && other.site.port === site.port && coversHosts(other.site.hosts, site.hosts);

/** Drafts without a number are left out, and their owners are told. `taken`, `claims`: numbers given out before. */
export function withPriorities(
  drafts: readonly SiteDraft[],
  taken: ReadonlySet<number>,
  claims: ReadonlyMap<string, number>,
  context: Context,
): readonly PlacedSite[] {
  const claimants = drafts.map(({ hash, frontend, site }) => ({
    siteHash: hash,
    frontend,
    port: site.port,
    hosts: site.hosts,
  }));
  const priorities = assignPriorities(claimants, context.live, taken, claims);
  return drafts.flatMap((draft): PlacedSite[] => {
    const priority = priorities.get(draft.hash)!;
    const host = draft.site.hosts[0] ?? '';
    switch (priority.kind) {
      case 'priority':
        return [{ ...draft, priority: priority.value, isClaimed: claims.has(draft.hash) }];
      case 'shadowed': {
        const { name: rule, priority: number } = priority.by.rule!;
        tellOwners(context, draft.site, 'SHADOWED_BY_FOREIGN', { host, rule, priority: number });
        return [];
      }
      case 'shadowing': {
        const { name: rule, priority: number } = priority.other.rule!;
        tellOwners(context, draft.site, 'WOULD_SHADOW_FOREIGN', { host, rule, priority: number });
        return [];
      }
      case 'exhausted': {
        const band = `${priority.band.first} to ${priority.band.last}`;
        tellOwners(context, draft.site, 'PRIORITIES_EXHAUSTED', { host, band });
        return [];
      }
    }
  });
}
