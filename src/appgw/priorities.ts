/**
 * Rule priorities (decision 4). The gateway tries rules in ascending order and takes the first whose listener accepts
 * the host, so more specific hosts need lower numbers. Bands are the same for every instance:
 * exact hosts 1000-9999, wildcards 10000-17999 (1000 per label count, more labels first), host-less 18000-18999.
 * Numbers below 1000 are used only to get below a foreign rule that would take our requests first (a shadow).
 * A rule keeps its live number while that is still good; else it gets the lowest free one.
 */
import type { ForeignSite, LiveGateway } from './live.ts';
import { coversHosts, isWildcard, specificity } from './hosts.ts';
import { PLACEHOLDER_HASH } from './placeholder.ts';

/** What needs a number. Oldest owner first in lists of these. */
export interface Claimant {
  readonly siteHash: string;
  /** Lower-case id. */
  readonly frontend: string;
  readonly port: number;
  readonly hosts: readonly string[];
}

export type Priority =
  | { readonly kind: 'priority'; readonly value: number }
  | { readonly kind: 'shadowed'; readonly by: ForeignSite }
  | { readonly kind: 'exhausted'; readonly band: Band };

export interface Band {
  readonly first: number;
  readonly last: number;
}

const MOST_LABELS = 9;

export function bandOf(hosts: readonly string[]): Band {
  if (hosts.length === 0) return { first: 18000, last: 18999 };
  const wildcards = hosts.filter(isWildcard);
  if (wildcards.length === 0) return { first: 1000, last: 9999 };
  const labels = Math.min(MOST_LABELS, Math.max(2, ...wildcards.map((host) => host.split('.').length)));
  const first = 10000 + (MOST_LABELS - labels) * 1000;
  return { first, last: first + 999 };
}

/** One answer per claimant, by its site hash. `taken` holds numbers that were given out before. */
export function assignPriorities(
  claimants: readonly Claimant[],
  live: LiveGateway,
  taken: ReadonlySet<number> = new Set(),
): ReadonlyMap<string, Priority> {
  const used = new Set([...live.foreignPriorities, ...taken]);
  const reserved = reservedNumbers(live);
  const assigned = new Map<string, Priority>();
  const placed: { readonly claimant: Claimant; readonly value: number }[] = [];
  const bySpecificity = claimants
    .map((claimant, age) => ({ claimant, age }))
    .sort((a, b) => compare(specificity(a.claimant.hosts), specificity(b.claimant.hosts)) || a.age - b.age);
  for (const { claimant } of bySpecificity) {
    const shadow = lowestShadow(claimant, live.foreignSites);
    const above = placed
      .filter(
        ({ claimant: other }) => sameSocket(claimant, other) && coversHosts(claimant.hosts, other.hosts),
      )
      .reduce((highest, { value }) => Math.max(highest, value), 0);
    const below = shadow?.rule?.priority ?? Infinity;
    const isFree = (value: number): boolean =>
      value > above &&
      value < below &&
      !used.has(value) &&
      (reserved.get(value) ?? claimant.siteHash) === claimant.siteHash;
    const value = choose(claimant, live, isFree, shadow !== null);
    if (value === null) {
      const band = bandOf(claimant.hosts);
      assigned.set(
        claimant.siteHash,
        shadow ? { kind: 'shadowed', by: shadow } : { kind: 'exhausted', band },
      );
    } else {
      used.add(value);
      placed.push({ claimant, value });
      assigned.set(claimant.siteHash, { kind: 'priority', value });
    }
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
  { siteHash, hosts }: Claimant,
  live: LiveGateway,
  isFree: (value: number) => boolean,
  shadowed: boolean,
): number | null {
  const band = bandOf(hosts);
  const current = live.ownRules.get(siteHash)?.priority ?? null;
  const inPlace =
    current !== null && ((current >= band.first && current <= band.last) || (shadowed && current < 1000));
  if (inPlace && isFree(current)) return current;
  return (
    lowest(band, isFree) ??
    (shadowed
      ? (lowest({ first: 1, last: 999 }, isFree) ?? lowest({ first: 1000, last: band.first - 1 }, isFree))
      : null)
  );
}

function lowest({ first, last }: Band, isFree: (value: number) => boolean): number | null {
  for (let value = first; value <= last; value++) if (isFree(value)) return value;
  return null;
}

/** The foreign rule with the lowest number that takes all requests of the claimant. */
function lowestShadow(claimant: Claimant, sites: readonly ForeignSite[]): ForeignSite | null {
  const shadows = sites.filter(
    (site) => site.rule && sameSocket(claimant, site) && coversHosts(site.hosts, claimant.hosts),
  );
  return shadows.sort((a, b) => a.rule!.priority - b.rule!.priority)[0] ?? null;
}

const sameSocket = (
  a: { readonly frontend: string; readonly port: number },
  b: { readonly frontend: string; readonly port: number },
): boolean => a.frontend === b.frontend && a.port === b.port;

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
