/**
 * The semantic form of a value: ARM's defaults filled in, ids in lower case, lists without order sorted, null taken
 * for absent. Two values mean the same to the gateway iff their semantic forms are the same JSON.
 */
import type { Json, JsonObject } from '../appgw/wire.ts';
import { isList, isObject, member } from './json.ts';
import { canonicalCertificates } from './certificate-data.ts';
import { VALUE, type Members, type Shape } from './shape.ts';

export function normalize(shape: Shape, value: Json | undefined): Json | undefined {
  switch (shape.kind) {
    case 'value':
      return value === undefined || value === null ? shape.absent : canonical(value);
    case 'certificates':
      return typeof value === 'string' ? canonicalCertificates(value) : undefined;
    case 'name':
      return lowerCase(value);
    case 'set':
      return isList(value) ? value.map((element) => JSON.stringify(canonical(element))).sort() : [];
    case 'object':
      return normalizeMembers(shape.members, isObject(value) ? value : {});
    case 'list':
      return isList(value)
        ? value.map((element) => (isObject(element) ? normalizeMembers(shape.members, element) : element))
        : [];
  }
}

/** Every known member with its default, and the others as they are. */
export function normalizeMembers(members: Members, value: JsonObject): JsonObject {
  const names = new Set([...Object.keys(members), ...Object.keys(value)]);
  const known: [string, Json][] = [];
  for (const name of [...names].sort()) {
    const inner = normalize(member(members, name) ?? VALUE, member(value, name));
    if (inner !== undefined) known.push([name, name === 'id' ? lowerCase(inner) : inner]);
  }
  return Object.fromEntries(known);
}

function canonical(value: Json): Json {
  if (isList(value)) return value.map(canonical);
  return isObject(value) ? normalizeMembers({}, value) : value;
}

/** ARM compares ids and names without case, and returns ids in a casing of its own. */
const lowerCase = <V extends Json | undefined>(text: V): V | string =>
  typeof text === 'string' ? text.toLowerCase() : text;
