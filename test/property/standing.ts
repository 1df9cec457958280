/**
 * What of a document is somebody else's. Told by what stood there first, not by the controller's reading of names:
 * a sub-resource is ours if it came later and carries the instance's prefix.
 */
import type { Json, JsonObject, RawGateway } from '../../src/appgw/wire.ts';

const PREFIX = 'default.';
/** ARM's own. */
const FILLED_IN = new Set([
  'etag',
  'type',
  'provisioningState',
  'operationalState',
  'resourceGuid',
  'defaultPredefinedSslPolicy',
]);
/** Where ARM lists who refers to something, ours too. */
const BACK_REFERENCES = new Set([
  'httpListeners',
  'requestRoutingRules',
  'urlPathMaps',
  'pathRules',
  'backendHttpSettings',
  'sslProfiles',
]);

export interface Standing {
  /** Its parts, and in which order they stand. */
  readonly of: (document: RawGateway) => readonly string[];
  /** `collection/name`. */
  readonly ours: (document: RawGateway) => readonly string[];
}

export function standingOf(start: RawGateway): Standing {
  const first = new Set(itemsOf(start).map(({ key }) => key));
  const lacking = new Set(
    itemsOf(start)
      .filter(({ item, collection }) => collection === 'requestroutingrules' && !hasPriority(item))
      .map(({ key }) => key),
  );
  const isOurs = (key: string): boolean => !first.has(key) && key.split('/')[1]!.startsWith(PREFIX);
  return {
    of: (document) => [
      ...partsOf(document, isOurs, (key, item) => (lacking.has(key) ? withoutPriority(item) : item)),
      // The order in which they stand.
      ...itemsOf(document).flatMap(({ key }) => (isOurs(key) ? [] : [key])),
    ],
    ours: (document) => itemsOf(document).flatMap(({ key }) => (isOurs(key) ? [key] : [])),
  };
}

/** One text per sub-resource that is not ours, and one for each other member of the gateway. */
export function partsOf(
  document: RawGateway,
  isOurs: (key: string) => boolean,
  seen: (key: string, item: Json) => Json = (_key, item) => item,
): readonly string[] {
  const { properties, ...envelope } = document;
  const members = Object.entries(properties).filter(
    ([name, value]) => !Array.isArray(value) && !FILLED_IN.has(name),
  );
  return [
    textOf(envelope),
    ...members.map(([name, value]) => `${name}: ${textOf(value)}`),
    ...itemsOf(document)
      .filter(({ key }) => !isOurs(key))
      .map(({ key, item }) => `${key}: ${textOf(seen(key, item))}`),
  ];
}

/** References to ours that lead nowhere. */
export function dangling(document: RawGateway): readonly string[] {
  const known = new Set(itemsOf(document).map(({ key }) => key));
  const ids =
    JSON.stringify(document).match(/\/applicationGateways\/[^/"]+\/[^/"]+\/default\.[^/"]+/gi) ?? [];
  const keys = ids.map((id) => id.split('/').slice(-2).join('/').toLowerCase());
  return [...new Set(keys)].filter((key) => !known.has(key));
}

interface Item {
  readonly key: string;
  readonly collection: string;
  readonly item: Json;
}

const itemsOf = ({ properties }: RawGateway): readonly Item[] =>
  Object.entries(properties).flatMap(([member, value]) => {
    const collection = member.toLowerCase();
    return Array.isArray(value)
      ? (value as Json[]).map((item, index) => ({
          key: `${collection}/${(nameOf(item) ?? String(index)).toLowerCase()}`,
          collection,
          item,
        }))
      : [];
  });

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nameOf = (item: Json): string | null =>
  isObject(item) && typeof item['name'] === 'string' ? item['name'] : null;
const propertiesOf = (item: Json): JsonObject =>
  isObject(item) && isObject(item['properties']) ? item['properties'] : {};
const hasPriority = (item: Json): boolean => propertiesOf(item)['priority'] !== undefined;

function withoutPriority(item: Json): Json {
  const { priority: _filled, ...rest } = propertiesOf(item);
  return isObject(item) ? { ...item, properties: rest } : item;
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (name, member: unknown) => {
    if (FILLED_IN.has(name)) return undefined;
    if (!BACK_REFERENCES.has(name) || !Array.isArray(member)) return member;
    return (member as Json[]).every(isReference) ? undefined : member;
  }) ?? 'undefined';

const isReference = (entry: Json): boolean => isObject(entry) && Object.keys(entry).join() === 'id';
