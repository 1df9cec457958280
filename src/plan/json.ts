/** Small verbs on JSON values. */
import type { Json, JsonObject } from '../appgw/wire.ts';

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

/** A member of an object that may be named like something on `Object.prototype`. */
export const member = <V>(object: { readonly [name: string]: V }, name: string): V | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** Whether two values are the same JSON, whatever the order of members. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a)) {
    return isList(b) && a.length === b.length && a.every((element, index) => same(element, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  let left = Object.keys(b).length;
  for (const name in a) {
    if (!Object.hasOwn(b, name) || !same(a[name], b[name])) return false;
    left -= 1;
  }
  return left === 0;
}
