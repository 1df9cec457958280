/**
 * What on a document is not ours, as its writer wrote it: without what ARM fills in by itself. Ours is told by the
 * prefix of the instance, not by the controller's own reading of names.
 */
import type { Json, JsonObject, RawGateway } from '../../src/appgw/wire.ts';

export const INSTANCE = 'chaos';

/** ARM's own, different after each PUT. */
const FILLED_IN = new Set(['etag', 'provisioningState', 'operationalState', 'resourceGuid']);

export const isOurs = (item: Json): boolean => nameOf(item).toLowerCase().startsWith(`${INSTANCE}.`);

export const nameOf = (item: Json): string => {
  const name = isObject(item) ? item['name'] : undefined;
  return typeof name === 'string' ? name : '';
};

/** One text per foreign sub-resource, and one for what belongs to the gateway itself. */
export function foreignOf(document: RawGateway): ReadonlyMap<string, string> {
  const { properties, ...envelope } = document;
  const found = new Map([['the gateway', textOf(envelope)]]);
  for (const [member, value] of Object.entries(properties)) {
    if (!Array.isArray(value)) {
      if (!FILLED_IN.has(member)) found.set(member, textOf(value));
      continue;
    }
    for (const item of value as Json[]) {
      if (!isOurs(item)) found.set(`${member}/${nameOf(item)}`, textOf(item));
    }
  }
  return found;
}

/** Names of what differs. */
export const foreignChanges = (
  expected: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): readonly string[] =>
  [...new Set([...expected.keys(), ...found.keys()])].filter((key) => expected.get(key) !== found.get(key));

/** ARM lists at each port and address the listeners on it, ours too. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (name, member: unknown) => {
    if (FILLED_IN.has(name)) return undefined;
    return name === 'httpListeners' && Array.isArray(member) ? member.filter(isTheirReference) : member;
  });

const isTheirReference = ({ id }: { readonly id: string }): boolean => !id.includes(`/${INSTANCE}.`);

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
