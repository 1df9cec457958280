/** Server-side apply: a configuration laid over the live object, and what its manager no longer names taken out. */
import { isDeepStrictEqual } from 'node:util';
import { applyConflict } from '../failures.ts';
import type { Cause } from '../failures.ts';
import { isMap } from '../objects.ts';
import type { JsonMap, KubeObject, ManagedFieldsEntry } from '../objects.ts';
import type { ListKeys } from '../resources/definition.ts';
import { elementStep, fieldText, fromTree, leavesOf } from './leaves.ts';
import type { FieldPath, Leaves } from './leaves.ts';
import { isOf } from './managed-fields.ts';
import type { Manager } from './managed-fields.ts';

export interface Applied {
  readonly object: JsonMap;
  readonly leaves: Leaves;
}

export function applyConfiguration(
  live: KubeObject,
  configuration: JsonMap,
  manager: Manager,
  force: boolean,
  keys: ListKeys,
): Applied {
  const leaves = leavesOf(configuration, keys);
  const conflicts = force ? [] : findConflicts(live, leaves, manager, keys);
  if (conflicts.length > 0) throw applyConflict(conflicts);
  const abandoned = abandonedPaths(live, leaves, manager);
  const reduced = abandoned.reduce<unknown>(removePath, live);
  return { object: overlay(reduced, configuration, keys, []) as JsonMap, leaves };
}

function findConflicts(live: KubeObject, leaves: Leaves, manager: Manager, keys: ListKeys): Cause[] {
  const current = leavesOf(live, keys);
  const others = (live.metadata.managedFields ?? []).filter((entry) => !isOf(entry, manager));
  return others.flatMap((entry) => {
    const owned = fromTree(entry.fieldsV1);
    const who = `conflict with ${describe(entry)}`;
    return [...leaves]
      .filter(
        ([key, { value }]) => owned.has(key) && !isDeepStrictEqual(current.get(key)?.value ?? value, value),
      )
      .map(([, { path }]) => ({
        reason: 'FieldManagerConflict' as const,
        message: who,
        field: fieldText(path),
      }));
  });
}

const describe = ({ manager, operation, apiVersion, subresource, time }: ManagedFieldsEntry): string =>
  [
    `"${manager}"`,
    ...(subresource === undefined ? [] : [`with subresource "${subresource}"`]),
    ...(operation === 'Update' ? [`using ${apiVersion} at ${time}`] : []),
  ].join(' ');

/** Fields that the manager applied before, does not apply now, and nobody else manages. */
function abandonedPaths(live: KubeObject, leaves: Leaves, manager: Manager): FieldPath[] {
  const entries = live.metadata.managedFields ?? [];
  const mine = entries.find((entry) => isOf(entry, manager));
  if (!mine) return [];
  const others = entries.filter((entry) => entry !== mine).map((entry) => fromTree(entry.fieldsV1));
  return [...fromTree(mine.fieldsV1)]
    .filter(([key]) => !leaves.has(key) && !others.some((owned) => owned.has(key)))
    .map(([, path]) => path)
    .sort((a, b) => Number(isListKey(a)) - Number(isListKey(b)));
}

/** What an element is found by goes last. */
function isListKey(path: FieldPath): boolean {
  const element = path.at(-2) ?? '';
  return (
    element.startsWith('k:') && (path.at(-1) ?? '').slice(2) in (JSON.parse(element.slice(2)) as JsonMap)
  );
}

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;

function removePath(value: unknown, [step = '', ...rest]: FieldPath): unknown {
  if (isMap(value)) {
    const name = step.slice('f:'.length);
    const { [name]: member, ...others } = value;
    const left = rest.length === 0 || member === undefined ? undefined : removePath(member, rest);
    return left === undefined || isEmpty(left) ? others : { ...value, [name]: left };
  }
  if (!Array.isArray(value)) return value;
  return value.flatMap((item: unknown) => {
    if (!isElement(item, step)) return [item];
    const left = rest.length === 0 ? undefined : removePath(item, rest);
    return left === undefined || isEmpty(left) ? [] : [left];
  });
}

function isElement(item: unknown, step: string): boolean {
  const keys = step.startsWith('k:') ? Object.keys(JSON.parse(step.slice(2)) as JsonMap) : [];
  return elementStep(item, keys) === step;
}

function overlay(live: unknown, applied: unknown, keys: ListKeys, path: readonly string[]): unknown {
  if (isMap(applied)) {
    const base = isMap(live) ? live : {};
    const members = Object.entries(applied).map(([name, value]) => [
      name,
      overlay(base[name], value, keys, [...path, name]),
    ]);
    return { ...base, ...Object.fromEntries(members) };
  }
  const listKeys = Array.isArray(applied) ? keys(path) : undefined;
  if (!Array.isArray(applied) || !listKeys || !Array.isArray(live)) return applied;
  const identify = (item: unknown): string => elementStep(item, listKeys);
  const byIdentity = new Map<string, unknown>(live.map((item: unknown) => [identify(item), item]));
  for (const item of applied as readonly unknown[]) {
    byIdentity.set(identify(item), overlay(byIdentity.get(identify(item)), item, keys, path));
  }
  return [...byIdentity.values()];
}
