/**
 * Claimed priorities (`rule-priority`): a number is honoured if no rule of others has it, no older claim is for it, and
 * the order against the rules of others stays right. The order among our own is then the claimant's business.
 */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Site } from '../routing/model.ts';
import { ownerText, type Context } from './context.ts';
import { siteKey } from './draft.ts';
import { coversHosts, sameHosts } from './hosts.ts';
import { frontendOf, siteHash } from './locate.ts';
import type { PlacedSite } from './place.ts';
import { neighbours } from './priorities.ts';

/** Numbers that are given out before all others, by the hash of their site. Refused claims are told. */
export function honourClaims(sites: readonly Site[], context: Context): ReadonlyMap<string, number> {
  const { live, rankOf, report } = context;
  const claimants = new Map<number, Site>();
  const byAge = sites
    .filter(({ priority }) => priority !== null)
    .toSorted((a, b) => rankOf(a.owner) - rankOf(b.owner) || compareSites(a, b));
  for (const site of byAge) {
    const priority = site.priority!;
    const reason = refusal(site, priority, claimants.get(priority), context);
    if (reason === null) claimants.set(priority, site);
    else report(diagnose('RULE_PRIORITY_TAKEN', site.owner, { host: site.hosts[0] ?? '', priority, reason }));
  }
  return new Map([...claimants].map(([priority, site]) => [siteHash(site, live), priority]));
}

/** Of one owner the Https sites come first: they are what a claim is about where plain ones only redirect. */
const compareSites = (a: Site, b: Site): number =>
  Number(b.protocol === 'Https') - Number(a.protocol === 'Https') || (siteKey(a) < siteKey(b) ? -1 : 1);

function refusal(site: Site, priority: number, older: Site | undefined, { live }: Context): string | null {
  if (older) return `${ownerText(older.owner)} claims it for ${older.hosts[0] ?? 'the host-less site'}`;
  if (live.foreignPriorities.has(priority)) return 'a rule of somebody else has it';
  const frontend = live.frontends[frontendOf(site, live)]?.toLowerCase() ?? '';
  const { shadow, victim } = neighbours({ frontend, port: site.port, hosts: site.hosts }, live.foreignSites);
  if (shadow && priority > shadow.priority) {
    return `rule ${shadow.name} with priority ${shadow.priority} would take its requests first`;
  }
  return victim && priority < victim.priority
    ? `it would take the requests of rule ${victim.name} with priority ${victim.priority}`
    : null;
}

/** A claim may break the order of exact hosts before wildcards before none: both sides should know. */
export function reportShadows(sites: readonly PlacedSite[], { report }: Context): void {
  for (const { site, frontend, priority } of sites.filter((placed) => placed.isClaimed)) {
    const behind = sites.filter(
      (other) =>
        other.frontend === frontend &&
        other.site.port === site.port &&
        other.priority > priority &&
        coversHosts(site.hosts, other.site.hosts) &&
        !sameHosts(site.hosts, other.site.hosts),
    );
    if (behind.length === 0) continue;
    const narrower = [...new Set(behind.flatMap((other) => other.site.hosts))].sort();
    const detail = { host: site.hosts[0] ?? '', priority, narrower, owner: ownerText(site.owner) };
    for (const { owner } of [site, ...behind.map((other) => other.site)]) {
      report(diagnose('PRIORITY_SHADOWS', owner, detail));
    }
  }
}
