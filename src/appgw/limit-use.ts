/** How much of each limit a document uses, those of others included. */
import { childrenOf } from './children.ts';
import { isActive } from './foreign.ts';
import type { Limits } from './limits.ts';
import { COLLECTIONS, type RawGateway } from './wire.ts';

export interface LimitUse {
  /** Of the collection in ARM, or of the member of `Limits`. */
  readonly name: string;
  readonly used: number;
  readonly limit: number;
}

/** Limits within one child (path rules, targets) are those of the fullest. */
export function limitUse(document: RawGateway, limits: Limits): readonly LimitUse[] {
  const collections = COLLECTIONS.flatMap((name) => {
    const limit = limits.collections[name];
    return limit === undefined ? [] : [{ name, used: childrenOf(document, name).length, limit }];
  });
  const { activeListeners, pathRulesPerMap, targetsPerPool } = limits;
  const active = childrenOf(document, 'requestRoutingRules').filter((rule) => isActive(rule, document));
  const pathRules = childrenOf(document, 'urlPathMaps').map(
    ({ properties }) => (properties.pathRules ?? []).length,
  );
  const targets = childrenOf(document, 'backendAddressPools').map(
    ({ properties }) => (properties.backendAddresses ?? []).length,
  );
  return [
    ...collections,
    { name: 'activeListeners', used: active.length, limit: activeListeners },
    { name: 'pathRulesPerMap', used: Math.max(0, ...pathRules), limit: pathRulesPerMap },
    { name: 'targetsPerPool', used: Math.max(0, ...targets), limit: targetsPerPool },
  ];
}
