/**
 * One sub-resource of ours, desired over live: members that mean the same keep their live bytes, the others that our
 * model knows take the desired value or go, and those that it does not know stay.
 */
import type { Json, JsonObject } from '../appgw/wire.ts';
import { asList, asObject, differences, sameIdentity } from './compare.ts';
import { isObject, member } from './json.ts';
import { nameOf } from './live.ts';
import { VALUE, type Members, type Shape } from './shape.ts';

export function mergeMembers(members: Members, desired: JsonObject, live: JsonObject): JsonObject {
  const kept = Object.entries(live).map(([name, value]): [string, Json | undefined] => {
    const shape = member(members, name);
    if (!shape && !Object.hasOwn(desired, name)) return [name, value];
    return [name, mergeValue(shape ?? VALUE, member(desired, name), value)];
  });
  const added = Object.entries(desired).filter(([name]) => !Object.hasOwn(live, name));
  const merged = [...kept, ...added].filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(merged);
}

function mergeValue(shape: Shape, desired: Json | undefined, live: Json): Json | undefined {
  if (differences(shape, desired, live, '').length === 0) return live;
  switch (shape.kind) {
    case 'value':
    case 'certificates':
    case 'name':
    case 'set':
      return desired;
    case 'object': {
      const merged = mergeMembers(shape.members, asObject(desired), asObject(live));
      return desired === undefined && Object.keys(merged).length === 0 ? undefined : merged;
    }
    case 'list':
      return desired === undefined ? undefined : mergeList(shape.members, asList(desired), asList(live));
  }
}

/** The desired elements in their order, each over its live counterpart. */
function mergeList(members: Members, desired: readonly Json[], live: readonly Json[]): Json[] {
  return desired.map((element, index) => {
    const counterpart =
      nameOf(element) === null ? live[index] : live.find((other) => sameIdentity(element, other));
    return isObject(element) && isObject(counterpart) ? mergeMembers(members, element, counterpart) : element;
  });
}
