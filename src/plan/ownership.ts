/**
 * What may go. Ours is what our names say (`appgw/names.ts`); all else is foreign and stays, unless it was handed
 * over. A leftover stays too as long as anything that stays refers to it, and so does what it refers to itself:
 * without that ARM would refuse the whole document.
 */
import { isOwn } from '../appgw/names.ts';
import type { DesiredGateway } from '../appgw/desired.ts';
import { COLLECTIONS, type CollectionName, type Json, type RawGateway } from '../appgw/wire.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Change } from './change.ts';
import { desiredItems } from './diff.ts';
import { isList } from './json.ts';
import { collectionKey, itemKey, liveItems, nameOf } from './live.ts';
import { references } from './references.ts';

interface Leftover {
  readonly collection: CollectionName;
  readonly name: string;
  readonly item: Json;
}

/** Something that stays, with the name under which it is reported; null for what is ours and wanted. */
interface Standing {
  readonly value: Json;
  readonly name: string | null;
}

export interface Removal extends Change {
  readonly collection: CollectionName;
}

export interface Removals {
  readonly removed: readonly Removal[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `merged` is the document with everything that is wanted in it and nothing removed yet. */
export function findRemovals(merged: RawGateway, desired: DesiredGateway): Removals {
  const wanted = new Set(
    COLLECTIONS.flatMap((collection) =>
      desiredItems(desired, collection).map(({ name }) => itemKey(collection, name)),
    ),
  );
  const leftovers = findLeftovers(merged, desired, wanted);
  if (leftovers.size === 0) return { removed: [], diagnostics: [] };

  const diagnostics: Diagnostic[] = [];
  // Grows while it is read: what a leftover that stays refers to stays as well.
  const queue = standing(merged, leftovers, wanted);
  for (const { value, name: by } of queue) {
    for (const key of references(value)) {
      const leftover = leftovers.get(key);
      if (!leftover) continue;
      leftovers.delete(key);
      const { collection, name, item } = leftover;
      if (by !== null) diagnostics.push(diagnose('FOREIGN_REFERENCE', null, { collection, name, by }));
      queue.push({ value: item, name: by === null ? null : `${collection}/${name}` });
    }
  }
  const removed = [...leftovers.values()].map(({ collection, name }): Removal => ({
    action: 'delete',
    collection,
    name,
    owners: [],
    fields: [],
  }));
  return { removed, diagnostics };
}

function findLeftovers(
  merged: RawGateway,
  desired: DesiredGateway,
  wanted: ReadonlySet<string>,
): Map<string, Leftover> {
  const surrendered = new Set(desired.surrendered.map(({ collection, name }) => itemKey(collection, name)));
  const leftovers = new Map<string, Leftover>();
  for (const collection of COLLECTIONS) {
    for (const item of liveItems(merged, collection)) {
      const name = nameOf(item);
      if (name === null) continue;
      const key = itemKey(collection, name);
      const ours = isOwn(collection, name, desired.instance);
      if ((ours && !wanted.has(key)) || surrendered.has(key)) leftovers.set(key, { collection, name, item });
    }
  }
  return leftovers;
}

/** Every part of the document that is not a leftover; foreign ones first, so that a diagnostic names them. */
function standing(
  merged: RawGateway,
  leftovers: ReadonlyMap<string, Leftover>,
  wanted: ReadonlySet<string>,
): Standing[] {
  const { properties, ...envelope } = merged;
  const foreign: Standing[] = [{ value: envelope, name: 'the gateway' }];
  const ours: Standing[] = [];
  for (const [collection, value] of Object.entries(properties)) {
    for (const item of isList(value) ? value : [value]) {
      const name = nameOf(item);
      const key = itemKey(collection, name ?? '');
      if (wanted.has(key)) ours.push({ value: item, name: null });
      else if (!leftovers.has(key)) {
        foreign.push({ value: item, name: name === null ? collection : `${collection}/${name}` });
      }
    }
  }
  return [...foreign, ...ours];
}

/** The document without what goes. */
export function withoutRemoved(merged: RawGateway, removed: readonly Removal[]): RawGateway {
  if (removed.length === 0) return merged;
  const gone = new Set(removed.map(({ collection, name }) => itemKey(collection, name)));
  const lists = [...new Set(removed.map(({ collection }) => collection))].map((collection) => [
    collectionKey(merged, collection),
    liveItems(merged, collection).filter((item) => !gone.has(itemKey(collection, nameOf(item) ?? ''))),
  ]);
  return { ...merged, properties: { ...merged.properties, ...Object.fromEntries(lists) } };
}
