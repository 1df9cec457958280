/** Counts of what a set of units uses, against the gateway's limits. The one piece of local state of the admission. */
import type { Limits } from './limits.ts';
import type { LiveGateway } from './live.ts';
import type { Part } from './part.ts';
import { COLLECTIONS, type CollectionName } from './wire.ts';

/** What one unit needs. */
export interface Needs {
  readonly parts: readonly Part[];
  /** Names of listeners that send traffic to a pool because of it. */
  readonly active: readonly string[];
  /** Name of the path map that gets one path rule more. */
  readonly map: string | null;
  readonly rules: readonly string[];
}

export interface Excess {
  readonly what: CollectionName | 'activeListeners' | 'pathRulesPerMap';
  readonly limit: number;
  /** In use without the unit. */
  readonly used: number;
}

export interface Usage {
  readonly add: (needs: Needs) => void;
  readonly remove: (needs: Needs) => void;
  /** The first limit that is exceeded now, or null. */
  readonly excess: () => Excess | null;
}

export function createUsage(live: LiveGateway, limits: Limits): Usage {
  const counts = new Map<string, Map<string, number>>();
  const change = (kind: string, name: string, by: 1 | -1): void => {
    const names = counts.get(kind) ?? new Map<string, number>();
    const count = (names.get(name) ?? 0) + by;
    if (count === 0) names.delete(name);
    else names.set(name, count);
    counts.set(kind, names);
  };
  const apply = ({ parts, active, map, rules }: Needs, by: 1 | -1): void => {
    for (const part of parts) change(part.collection, part.name, by);
    for (const rule of rules) change('requestRoutingRules', rule, by);
    for (const listener of active) change('activeListeners', listener, by);
    if (map !== null) change('pathRulesPerMap', map, by);
  };
  const used = (kind: string): number => counts.get(kind)?.size ?? 0;
  return {
    add: (needs) => apply(needs, 1),
    remove: (needs) => apply(needs, -1),
    excess: () => {
      for (const collection of COLLECTIONS) {
        const limit = limits.collections[collection] ?? Infinity;
        const total = used(collection) + live.foreignCounts[collection];
        if (total > limit) return { what: collection, limit, used: limit };
      }
      const active = used('activeListeners') + live.foreignActiveListeners;
      if (active > limits.activeListeners) {
        return { what: 'activeListeners', limit: limits.activeListeners, used: limits.activeListeners };
      }
      const fullest = Math.max(0, ...(counts.get('pathRulesPerMap')?.values() ?? []));
      const limit = limits.pathRulesPerMap;
      return fullest > limit ? { what: 'pathRulesPerMap', limit, used: limit } : null;
    },
  };
}
