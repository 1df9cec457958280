/**
 * Strategic merge patch: a merge patch whose lists merge by the first merge key where the kind has one; other lists
 * are replaced. Directives: `$patch: delete|replace`, `$retainKeys`, `$deleteFromPrimitiveList/…` and
 * `$setElementOrder/…`, of which the last is without effect (order is kept, new elements come last).
 */
import type { ListKeys } from '../resources/definition.ts';
import { isMap } from '../objects.ts';
import type { JsonMap } from '../objects.ts';

const PRIMITIVE_REMOVAL = '$deleteFromPrimitiveList/';

export const strategicMerge = (target: JsonMap, patch: JsonMap, keys: ListKeys): JsonMap =>
  mergeMaps(target, patch, keys, []);

function mergeMaps(target: JsonMap, patch: JsonMap, keys: ListKeys, path: readonly string[]): JsonMap {
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  const retained = patch['$retainKeys'];
  const merged: Record<string, unknown> = Array.isArray(retained)
    ? Object.fromEntries(Object.entries(target).filter(([name]) => retained.includes(name)))
    : { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith(PRIMITIVE_REMOVAL)) removeValues(merged, name.slice(PRIMITIVE_REMOVAL.length), value);
    else if (name.startsWith('$')) continue;
    else if (value === null || (isMap(value) && value['$patch'] === 'delete')) delete merged[name];
    else merged[name] = mergeValues(merged[name], value, keys, [...path, name]);
  }
  return merged;
}

function mergeValues(target: unknown, patch: unknown, keys: ListKeys, path: readonly string[]): unknown {
  if (isMap(patch)) return mergeMaps(isMap(target) ? target : {}, patch, keys, path);
  if (!Array.isArray(patch)) return patch;
  const mergeKeys = keys(path);
  const current: readonly unknown[] = Array.isArray(target) ? target : [];
  if (!mergeKeys) return patch;
  const [key] = mergeKeys;
  return key === undefined
    ? [...new Set([...current, ...patch])]
    : mergeLists(current, patch, key, keys, path);
}

function mergeLists(
  target: readonly unknown[],
  patch: readonly unknown[],
  key: string,
  keys: ListKeys,
  path: readonly string[],
): readonly unknown[] {
  if (patch.some((item) => isMap(item) && item['$patch'] === 'replace')) {
    return patch.filter((item) => isMap(item) && item['$patch'] === undefined);
  }
  const merged = [...target];
  for (const item of patch.filter(isMap)) {
    const index = merged.findIndex((other) => isMap(other) && other[key] === item[key]);
    const before = merged[index];
    if (item['$patch'] === 'delete') {
      if (index >= 0) merged.splice(index, 1);
    } else if (isMap(before)) merged[index] = mergeMaps(before, item, keys, path);
    else merged.push(mergeMaps({}, item, keys, path));
  }
  return merged;
}

function removeValues(merged: Record<string, unknown>, name: string, values: unknown): void {
  const list = merged[name];
  if (Array.isArray(list) && Array.isArray(values)) {
    merged[name] = list.filter((value) => !values.includes(value));
  }
}

const withoutDirectives = (map: JsonMap): JsonMap =>
  Object.fromEntries(Object.entries(map).filter(([name]) => !name.startsWith('$')));
