/** One difference between what is wanted and what is live, and who wants it. */
import { COLLECTIONS, type CollectionName } from '../appgw/wire.ts';

/** What a change of the gateway's own members stands under, where ARM lists gateways. */
export const GATEWAY = 'applicationGateways';

export interface Change {
  readonly action: 'create' | 'update' | 'delete';
  readonly collection: CollectionName | typeof GATEWAY;
  readonly name: string;
  /** `Ingress/<namespace>/<name>`, sorted; empty where nobody asks for it any more. */
  readonly owners: readonly string[];
  /** JSON pointers inside the sub-resource; of an update only. */
  readonly fields: readonly string[];
}

/** The gateway itself, then collections in ARM's order, then by name. */
export function sortChanges(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.name < b.name ? -1 : 1));
}

const placeOf = ({ collection }: Change): number =>
  collection === GATEWAY ? -1 : COLLECTIONS.indexOf(collection);
