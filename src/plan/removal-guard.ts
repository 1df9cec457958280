/**
 * A plan that takes away much of what is ours at once is more often a mistake than a wish: a cache that came back empty,
 * a class that somebody deleted. This says which sites would go where they are that many.
 */
import { isOwn, parseName } from '../appgw/names.ts';
import type { RawGateway } from '../appgw/wire.ts';
import { liveItems, nameOf } from './live.ts';
import type { Plan } from './plan.ts';

export interface BulkRemoval {
  /** Site hashes, sorted. */
  readonly sites: readonly string[];
  /** How many of our sites are live. */
  readonly of: number;
}

const LEAST_SITES = 3;
const LEAST_SHARE = 0.3;

/** Null: fewer than three sites, or at most 30 %. A site that only changes hands stays. */
export function bulkRemoval(
  { changes }: Pick<Plan, 'changes'>,
  live: RawGateway,
  instance: string,
): BulkRemoval | null {
  const rules = changes.filter(({ collection }) => collection === 'requestRoutingRules');
  const sitesOf = (action: 'create' | 'delete'): readonly string[] =>
    rules.flatMap((rule) => (rule.action === action ? (parseName(rule.name)?.hash ?? []) : []));
  const kept = new Set(sitesOf('create'));
  const sites = [...new Set(sitesOf('delete'))].filter((site) => !kept.has(site)).sort();
  const own = liveItems(live, 'requestRoutingRules').flatMap((item) => {
    const name = nameOf(item);
    return name !== null && isOwn('requestRoutingRules', name, instance) ? [parseName(name)!.hash] : [];
  });
  const of = new Set(own).size;
  return sites.length >= LEAST_SITES && sites.length > LEAST_SHARE * of ? { sites, of } : null;
}
