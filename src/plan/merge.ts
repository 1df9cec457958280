/**
 * The document to send: the live one as far as it can be sent back, with our creations and updates in it. What stays
 * keeps its place, its members and their order; new sub-resources follow by name. Nothing is removed here.
 */
import type { DesiredGateway } from '../appgw/desired.ts';
import type { CollectionName, Json, JsonObject, RawGateway } from '../appgw/wire.ts';
import { certificatePayload } from './certificate.ts';
import { GATEWAY, type Change } from './change.ts';
import { mergeGateway } from './gateway-members.ts';
import { desiredItems, isFromVault, type AnyItem } from './diff.ts';
import { PlanInvariantError } from './invariant.ts';
import { isObject } from './json.ts';
import { collectionKey, liveItems, nameOf, propertiesOf } from './live.ts';
import { mergeMembers } from './merge-members.ts';
import type { Encryption } from './pfx/pfx.ts';
import { SHAPES } from './shapes.ts';

/** `base` is the live document without its read-only members; `changes` hold no delete and are sorted. */
export function merge(
  base: RawGateway,
  desired: DesiredGateway,
  changes: readonly Change[],
  encryption: Encryption,
): RawGateway {
  const groups = Map.groupBy(changes, ({ collection }) => collection);
  const whole = groups.has(GATEWAY) ? mergeGateway(desired, base) : base;
  const lists = [...groups].flatMap(([collection, group]) =>
    collection === GATEWAY
      ? []
      : [
          [
            collectionKey(base, collection),
            mergeCollection(collection, liveItems(base, collection), group, desired, encryption),
          ] as const,
        ],
  );
  return lists.length === 0
    ? whole
    : { ...whole, properties: { ...whole.properties, ...Object.fromEntries(lists) } };
}

function mergeCollection(
  collection: CollectionName,
  live: readonly Json[],
  changes: readonly Change[],
  desired: DesiredGateway,
  encryption: Encryption,
): Json[] {
  const wanted = new Map(desiredItems(desired, collection).map((item) => [item.name, item]));
  const send = (change: Change, over: JsonObject | null): JsonObject => {
    const item = wanted.get(change.name)!;
    const merged = over
      ? mergeItem(collection, item, over)
      : { name: item.name, properties: item.properties };
    return collection === 'sslCertificates' && !isFromVault(item)
      ? withPayload(merged, item, desired, encryption)
      : merged;
  };
  const updates = new Map(
    changes.filter(({ action }) => action === 'update').map((change) => [change.name.toLowerCase(), change]),
  );
  const kept = live.map((item) => {
    const change = updates.get(nameOf(item)?.toLowerCase() ?? '');
    return change && isObject(item) ? send(change, item) : item;
  });
  const created = changes.filter(({ action }) => action === 'create').map((change) => send(change, null));
  return [...kept, ...created];
}

const mergeItem = (collection: CollectionName, desired: AnyItem, live: JsonObject): JsonObject => ({
  ...live,
  properties: mergeMembers(SHAPES[collection], desired.properties, propertiesOf(live)),
});

function withPayload(
  item: JsonObject,
  { name }: AnyItem,
  desired: DesiredGateway,
  encryption: Encryption,
): JsonObject {
  const certificate = desired.certificates.get(name);
  if (!certificate) throw new PlanInvariantError(`sslCertificates/${name} is neither live nor has it a key.`);
  return { ...item, properties: { ...propertiesOf(item), ...certificatePayload(certificate, encryption) } };
}
