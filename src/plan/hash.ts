/**
 * Fingerprints of what is wanted and of what is live and ours. The controller never sends twice for the same pair:
 * where a PUT that succeeded did not bring the two together, another one would not either.
 */
import { hash } from 'node:crypto';
import type { DesiredGateway } from '../appgw/desired.ts';
import {
  COLLECTIONS,
  type CollectionName,
  type Json,
  type JsonObject,
  type RawGateway,
} from '../appgw/wire.ts';
import { desiredItems } from './diff.ts';
import { gatewayMeaning } from './gateway-members.ts';
import { isObject } from './json.ts';
import { itemKey, liveItems, nameOf, ownItems, propertiesOf } from './live.ts';
import { normalizeMembers } from './normalize.ts';
import { stripReadOnly } from './read-only.ts';
import { SHAPES } from './shapes.ts';

type Meaning = readonly [key: string, properties: JsonObject];

export function desiredHash(desired: DesiredGateway): string {
  const items = COLLECTIONS.flatMap((collection) =>
    desiredItems(desired, collection).map(({ name, properties }) => meaning(collection, name, properties)),
  );
  const surrendered = desired.surrendered.map(({ collection, name }) => itemKey(collection, name)).sort();
  return digest(items, [surrendered, desired.gateway as JsonObject, desired.tags as unknown as JsonObject]);
}

/** Includes what the live certificates say of themselves, so that tampering is another state. */
export function ownHash(live: RawGateway, instance: string): string {
  const own = ownItems(stripReadOnly(live), instance);
  const items = COLLECTIONS.flatMap((collection) =>
    [...(own.get(collection) ?? [])].map(([name, item]) => meaning(collection, name, propertiesOf(item))),
  );
  const published = liveItems(live, 'sslCertificates').flatMap((item) => {
    const key = nameOf(item)?.toLowerCase() ?? '';
    if (!own.get('sslCertificates')?.has(key) || !isObject(item)) return [];
    return [JSON.stringify([key, propertiesOf(item)['publicCertData'] ?? null])];
  });
  return digest(items, [published.sort(), gatewayMeaning(live.properties)]);
}

const meaning = (collection: CollectionName, name: string, properties: JsonObject): Meaning => [
  itemKey(collection, name),
  normalizeMembers(SHAPES[collection], properties),
];

const digest = (items: readonly Meaning[], rest: Json): string =>
  hash('sha256', JSON.stringify([items.toSorted(([a], [b]) => (a < b ? -1 : 1)), rest]), 'hex');
