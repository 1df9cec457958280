/**
 * A gateway whose last operation failed shows what it was asked for, and serves what it served before. This gives the
 * document that it serves: ours as it was before, everybody else's as it is shown. A certificate that is not shown any
 * more is lost: its key never comes back.
 */
import { isOwn } from '../appgw/names.ts';
import { COLLECTIONS, type CollectionName, type Json, type RawGateway } from '../appgw/wire.ts';
import { collectionKey, liveItems, nameOf } from './live.ts';

export function withOwnOf(shown: RawGateway, before: RawGateway, instance: string): RawGateway {
  const lists = COLLECTIONS.map((collection): [string, readonly Json[]] => {
    const isOurs = (item: Json): boolean => isOwn(collection, nameOf(item) ?? '', instance);
    const theirs = liveItems(shown, collection).filter((item) => !isOurs(item));
    const ours = liveItems(before, collection).filter(isOurs);
    return [collectionKey(shown, collection), [...theirs, ...withoutLost(collection, ours, shown)]];
  });
  const present = lists.filter(([key, items]) => items.length > 0 || key in shown.properties);
  return { ...shown, properties: { ...shown.properties, ...Object.fromEntries(present) } };
}

function withoutLost(collection: CollectionName, items: readonly Json[], shown: RawGateway): readonly Json[] {
  if (collection !== 'sslCertificates') return items;
  const left = new Set(liveItems(shown, collection).map((item) => nameOf(item)?.toLowerCase()));
  return items.filter((item) => left.has(nameOf(item)?.toLowerCase()));
}
