/**
 * Where a live value of ours differs in meaning from the desired one, as JSON pointers. Live members that neither
 * our model knows nor `desired` has are not compared. Equal bytes, the usual case, cost no normal form.
 */
import type { Json, JsonObject } from '../appgw/wire.ts';
import { isList, isObject, member, same } from './json.ts';
import { nameOf } from './live.ts';
import { normalize } from './normalize.ts';
import { VALUE, type Members, type Shape } from './shape.ts';

export function differences(
  shape: Shape,
  desired: Json | undefined,
  live: Json | undefined,
  pointer: string,
): string[] {
  if (same(desired, live)) return [];
  switch (shape.kind) {
    case 'value':
    case 'certificates':
    case 'name':
    case 'set':
      return same(normalize(shape, desired), normalize(shape, live)) ? [] : [pointer];
    case 'object': {
      const fields = memberDifferences(shape.members, asObject(desired), asObject(live), pointer);
      return fields.length === 0 || (isObject(desired) && isObject(live)) ? fields : [pointer];
    }
    case 'list':
      return listDifferences(shape.members, asList(desired), asList(live), pointer);
  }
}

export function memberDifferences(
  members: Members,
  desired: JsonObject,
  live: JsonObject,
  pointer: string,
): string[] {
  const fields: string[] = [];
  const compare = (shape: Shape, name: string): void => {
    const [wanted, found] = [member(desired, name), member(live, name)];
    if (!same(wanted, found)) fields.push(...differences(shape, wanted, found, `${pointer}/${name}`));
  };
  for (const [name, shape] of Object.entries(members)) compare(shape, name);
  for (const name of Object.keys(desired)) if (!Object.hasOwn(members, name)) compare(VALUE, name);
  return fields;
}

/** Element by element where both have the same elements in the same order, else the list as a whole. */
function listDifferences(
  members: Members,
  desired: readonly Json[],
  live: readonly Json[],
  pointer: string,
): string[] {
  const aligned =
    desired.length === live.length && desired.every((element, index) => sameIdentity(element, live[index]));
  if (!aligned) return [pointer];
  const fields: string[] = [];
  for (const [index, element] of desired.entries()) {
    fields.push(...differences({ kind: 'object', members }, element, live[index], `${pointer}/${index}`));
  }
  return fields;
}

/** Elements of a list that stand for the same thing: those without a name are told apart by their place. */
export const sameIdentity = (a: Json | undefined, b: Json | undefined): boolean =>
  nameOf(a)?.toLowerCase() === nameOf(b)?.toLowerCase();

export const asObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
export const asList = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);
