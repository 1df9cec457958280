/**
 * Rule priorities (decision 4). The gateway tries rules in ascending order and takes the first whose listener accepts
 * the host, so more specific hosts need lower numbers. Bands are the same for every instance:
 * exact hosts 1000-9999, wildcards 10000-17999 (1000 per label count, more labels first), host-less 18000-18999.
 * Numbers outside of its band are given to a site only to stay clear of foreign rules: below one that would take our
 * requests first (a shadow), above one whose requests ours would take. A rule keeps its live number while that is
 * still good; else it gets the lowest free one.
 */
import type { ForeignSite } from './foreign.ts';
import type { LiveGateway } from './live.ts';
import { coversHosts, isWildcard, sameHosts, specificity } from './hosts.ts';
import { PLACEHOLDER_HASH } from './placeholder.ts';

/** What needs a number. Oldest owner first in lists of these. */
export interface Claimant {
  readonly siteHash: string;
  /** Lower-case id. */
  readonly frontend: string;
  readonly port: number;
  readonly hosts: readonly string[];
}

type Standing = Omit<Claimant, 'siteHash'>;

export type Priority =
  | { readonly kind: 'priority'; readonly value: number }
  | { readonly kind: 'shadowed'; readonly by: ForeignSite }
  | { readonly kind: 'shadowing'; readonly other: ForeignSite }
  | { readonly kind: 'exhausted'; readonly band: Range };

export interface Range {
  readonly first: number;
  readonly last: number;
}

const ALL: Range = { first: 1, last: 20_000 };
/** Only to get below a shadow. */
const RESERVE: Range = { first: 1, last: 999 };
const MOST_LABELS = 9;

export function bandOf(hosts: readonly string[]): Range {
  if (hosts.length === 0) return { first: 18_000, last: 18_999 };
  const wildcards = hosts.filter(isWildcard);
  if (wildcards.length === 0) return { first: 1000, last: 9999 };
  const labels = Math.min(
    MOST_LABELS,
    Math.max(2, Math.min(...wildcards.map((host) => host.split('.').length))),
  );
  const first = 10_000 + (MOST_LABELS - labels) * 1000;
  return { first, last: first + 999 };
}

/** One answer per claimant, by its site hash. `taken` holds numbers that were given out before, `claims` by whom. */
export function assignPriorities(
  claimants: readonly Claimant[],
  live: LiveGateway,
  taken: ReadonlySet<number> = new Set(),
  claims: ReadonlyMap<string, number> = new Map(),
): ReadonlyMap<string, Priority> {
  const used = new Set([...live.foreignPriorities, ...taken, ...claims.values()]);
  const reserved = reservedNumbers(live);
  const assigned = new Map<string, Priority>();
  const placed: { readonly claimant: Claimant; readonly value: number }[] = [];
  const bySpecificity = claimants
    .map((claimant, age) => ({ claimant, age }))
    .sort((a, b) => compare(specificity(a.claimant.hosts), specificity(b.claimant.hosts)) || a.age - b.age);
  for (const { claimant } of bySpecificity) {
    const { siteHash, hosts } = claimant;
    const claimed = claims.get(siteHash);
    if (claimed !== undefined) {
      placed.push({ claimant, value: claimed });
      assigned.set(siteHash, { kind: 'priority', value: claimed });
      continue;
    }
    const shadow = lowestShadow(claimant, live.foreignSites);
    const victim = highestVictim(claimant, live.foreignSites);
    const above = placed
      .filter((other) => sameSocket(claimant, other.claimant) && coversHosts(hosts, other.claimant.hosts))
      .reduce((highest, { value }) => Math.max(highest, value), victim?.rule?.priority ?? 0);
    const below = shadow?.rule?.priority ?? Infinity;
    const isFree = (value: number): boolean =>
      value > above && value < below && !used.has(value) && (reserved.get(value) ?? siteHash) === siteHash;
    const value = choose(live.ownRules.get(siteHash)?.priority ?? null, bandOf(hosts), above, below, isFree);
    if (value === null) {
      assigned.set(siteHash, refusal(claimant, shadow, victim));
      continue;
    }
    used.add(value);
    placed.push({ claimant, value });
    assigned.set(siteHash, { kind: 'priority', value });
  }
  return assigned;
}

/** Live numbers of ours, also those of rules that go: they are not free before the PUT that removes them. */
function reservedNumbers(live: LiveGateway): ReadonlyMap<number, string> {
  const reserved = new Map<number, string>();
  for (const [siteHash, { priority }] of live.ownRules) {
    if (priority !== null && siteHash !== PLACEHOLDER_HASH) reserved.set(priority, siteHash);
  }
  return reserved;
}

function choose(
  current: number | null,
  band: Range,
  above: number,
  below: number,
  isFree: (value: number) => boolean,
): number | null {
  const isTooLow = above >= band.last;
  const isTooHigh = below <= band.last;
  const inPlace =
    current !== null &&
    ((current >= band.first && current <= band.last) ||
      (isTooHigh && current < band.first) ||
      (isTooLow && current > band.last));
  if (inPlace && isFree(current)) return current;
  const inBand = lowest(band, isFree);
  if (inBand !== null) return inBand;
  if (isTooLow) return lowest({ first: band.last + 1, last: ALL.last }, isFree);
  return isTooHigh
    ? (lowest(RESERVE, isFree) ?? lowest({ first: RESERVE.last + 1, last: band.first - 1 }, isFree))
    : null;
}

function lowest({ first, last }: Range, isFree: (value: number) => boolean): number | null {
  for (let value = first; value <= last; value++) if (isFree(value)) return value;
  return null;
}

/** The foreign rules between which a site must stand. */
export const neighbours = (
  site: Standing,
  foreign: readonly ForeignSite[],
): { readonly shadow: ForeignSite['rule']; readonly victim: ForeignSite['rule'] } => ({
  shadow: lowestShadow(site, foreign)?.rule ?? null,
  victim: highestVictim(site, foreign)?.rule ?? null,
});

/** The foreign rule with the lowest number that takes all requests of the claimant. */
const lowestShadow = (claimant: Standing, sites: readonly ForeignSite[]): ForeignSite | null =>
  ruled(claimant, sites)
    .filter((site) => coversHosts(site.hosts, claimant.hosts))
    .toSorted((a, b) => a.rule!.priority - b.rule!.priority)[0] ?? null;

/** The foreign rule with the highest number whose requests the claimant would take if it stood before it. */
const highestVictim = (claimant: Standing, sites: readonly ForeignSite[]): ForeignSite | null =>
  ruled(claimant, sites)
    .filter((site) => coversHosts(claimant.hosts, site.hosts) && !sameHosts(claimant.hosts, site.hosts))
    .toSorted((a, b) => b.rule!.priority - a.rule!.priority)[0] ?? null;

const ruled = (claimant: Standing, sites: readonly ForeignSite[]): readonly ForeignSite[] =>
  sites.filter((site) => site.rule !== null && sameSocket(claimant, site));

function refusal(claimant: Claimant, shadow: ForeignSite | null, victim: ForeignSite | null): Priority {
  if (shadow) return { kind: 'shadowed', by: shadow };
  return victim ? { kind: 'shadowing', other: victim } : { kind: 'exhausted', band: bandOf(claimant.hosts) };
}

const sameSocket = (
  a: { readonly frontend: string; readonly port: number },
  b: { readonly frontend: string; readonly port: number },
): boolean => a.frontend === b.frontend && a.port === b.port;

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
