/** Reading a live document of any origin: a GET, a minimal PUT body, or what we printed ourselves. */
import { isOwn } from '../appgw/names.ts';
import {
  COLLECTIONS,
  type CollectionName,
  type Json,
  type JsonObject,
  type RawGateway,
} from '../appgw/wire.ts';
import { isList, isObject } from './json.ts';

/** Our own live sub-resources by collection, then by name in lower case. */
export type OwnItems = ReadonlyMap<CollectionName, ReadonlyMap<string, JsonObject>>;

/** The collection's property as this document spells it: ARM reads member names without case. */
export function collectionKey(live: RawGateway, collection: CollectionName): string {
  if (Object.hasOwn(live.properties, collection)) return collection;
  const wanted = collection.toLowerCase();
  return Object.keys(live.properties).find((key) => key.toLowerCase() === wanted) ?? collection;
}

export function liveItems(live: RawGateway, collection: CollectionName): readonly Json[] {
  const items = live.properties[collectionKey(live, collection)];
  return isList(items) ? items : [];
}

export const nameOf = (item: Json | undefined): string | null =>
  isObject(item) && typeof item['name'] === 'string' ? item['name'] : null;

export const propertiesOf = (item: JsonObject): JsonObject =>
  isObject(item['properties']) ? item['properties'] : {};

/** Identifies a sub-resource inside the gateway; names and collections compare without case. */
export const itemKey = (collection: string, name: string): string => `${collection}/${name}`.toLowerCase();

export function ownItems(live: RawGateway, instance: string): OwnItems {
  return new Map(COLLECTIONS.map((collection) => [collection, ownOf(live, collection, instance)]));
}

function ownOf(live: RawGateway, collection: CollectionName, instance: string): Map<string, JsonObject> {
  const own = new Map<string, JsonObject>();
  for (const item of liveItems(live, collection)) {
    const name = nameOf(item);
    if (name !== null && isObject(item) && isOwn(collection, name, instance))
      own.set(name.toLowerCase(), item);
  }
  return own;
}
