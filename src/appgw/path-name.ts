import type { Route } from '../routing/model.ts';
import { buildName, identityHash, ownerHash } from './names.ts';

/** Name of a path rule: what it matches, and the hash of its owner. */
export function pathName(instance: string, { match, owner }: Pick<Route, 'match' | 'owner'>): string {
  const hash = identityHash(match.type, match.path.toLowerCase());
  return buildName({
    instance,
    collection: 'pathRules',
    readable: match.path,
    hash,
    owner: ownerHash(owner),
  });
}
