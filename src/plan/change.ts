/** One difference between what is wanted and what is live, and who wants it. */
import { COLLECTIONS, type CollectionName } from '../appgw/wire.ts';

export interface Change {
  readonly action: 'create' | 'update' | 'delete';
  readonly collection: CollectionName;
  readonly name: string;
  /** `Ingress/<namespace>/<name>`, sorted; empty where nobody asks for it any more. */
  readonly owners: readonly string[];
  /** JSON pointers inside the sub-resource; of an update only. */
  readonly fields: readonly string[];
}

/** Collections in ARM's order, then by name. */
export function sortChanges(changes: readonly Change[]): Change[] {
  return changes.toSorted(
    (a, b) =>
      COLLECTIONS.indexOf(a.collection) - COLLECTIONS.indexOf(b.collection) || (a.name < b.name ? -1 : 1),
  );
}
