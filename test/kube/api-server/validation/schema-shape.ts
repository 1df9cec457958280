/** What a structural schema does to an object before it is validated: unknown members go, defaults come. */
import { clone, isMap, mapAt } from '../objects.ts';
import type { Draft, JsonMap } from '../objects.ts';

/** Returns the field paths of what it took out. */
export function pruneBySchema(schema: JsonMap, value: unknown, path: string): string[] {
  if (schema['x-kubernetes-preserve-unknown-fields'] === true && !isMap(schema['properties'])) return [];
  if (Array.isArray(value)) {
    const items = mapAt(schema, 'items');
    return value.flatMap((item, index) => pruneBySchema(items, item, `${path}[${index}]`));
  }
  if (!isMap(value)) return [];
  const properties = mapAt(schema, 'properties');
  return Object.entries(value).flatMap(([name, member]) => {
    const inside = path === '' ? name : `${path}.${name}`;
    const known = Object.hasOwn(properties, name) ? properties[name] : schema['additionalProperties'];
    if (isMap(known)) return pruneBySchema(known, member, inside);
    if (known === true || schema['x-kubernetes-preserve-unknown-fields'] === true) return [];
    delete (value as Draft)[name];
    return [inside];
  });
}

export function defaultBySchema(schema: JsonMap, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) defaultBySchema(mapAt(schema, 'items'), item);
    return;
  }
  if (!isMap(value)) return;
  const properties = mapAt(schema, 'properties');
  for (const [name, property] of Object.entries(properties)) {
    if (!isMap(property)) continue;
    const isUnset = value[name] === undefined || (value[name] === null && property['nullable'] !== true);
    if (isUnset && property['default'] !== undefined) (value as Draft)[name] = clone(property['default']);
    defaultBySchema(property, value[name]);
  }
  const additional = schema['additionalProperties'];
  if (!isMap(additional)) return;
  for (const [name, member] of Object.entries(value)) {
    if (!Object.hasOwn(properties, name)) defaultBySchema(additional, member);
  }
}
