/** Who wrote which field: kept in metadata.managedFields, leaf by leaf. */
import { isDeepStrictEqual } from 'node:util';
import type { KubeObject, ManagedFieldsEntry } from '../objects.ts';
import type { ListKeys } from '../resources/definition.ts';
import { fromTree, leavesOf, toTree } from './leaves.ts';
import type { FieldPath, Leaves } from './leaves.ts';

export interface Manager {
  readonly name: string;
  readonly operation: ManagedFieldsEntry['operation'];
  readonly apiVersion: string;
  readonly subresource: string;
  readonly time: string;
}

/** `after` with its managedFields. What a manager applied is his, changed or not; else what he changed. */
export function trackFields(
  before: KubeObject | null,
  after: KubeObject,
  manager: Manager,
  keys: ListKeys,
  applied?: Leaves,
): KubeObject {
  const leaves = leavesOf(after, keys);
  const changed = changedLeaves(before ? leavesOf(before, keys) : new Map(), leaves);
  const taken = (key: string): boolean => changed.has(key) || !leaves.has(key);
  const earlier = before?.metadata.managedFields ?? [];
  const others = earlier
    .filter((entry) => !isOf(entry, manager))
    .map((entry) => keepOnly(entry, (key) => !taken(key)))
    .filter((entry) => entry !== null);
  const mine = earlier.find((entry) => isOf(entry, manager));
  const owned = applied ? pathsOf(applied) : ownedByUpdate(mine, leaves, changed);
  const own = owned.length > 0 ? [entryOf(manager, owned, mine)] : [];
  return { ...after, metadata: { ...after.metadata, managedFields: [...others, ...own] } };
}

export const isOf = (entry: ManagedFieldsEntry, { name, operation, subresource }: Manager): boolean =>
  entry.manager === name && entry.operation === operation && (entry.subresource ?? '') === subresource;

const pathsOf = (leaves: Leaves): FieldPath[] => [...leaves.values()].map(({ path }) => path);

function changedLeaves(before: Leaves, after: Leaves): ReadonlySet<string> {
  const changed = [...after].filter(([key, { value }]) => {
    const known = before.get(key);
    return !known || !isDeepStrictEqual(known.value, value);
  });
  return new Set(changed.map(([key]) => key));
}

function ownedByUpdate(
  entry: ManagedFieldsEntry | undefined,
  leaves: Leaves,
  changed: ReadonlySet<string>,
): FieldPath[] {
  const before = entry ? fromTree(entry.fieldsV1) : new Map<string, FieldPath>();
  return [...leaves].filter(([key]) => changed.has(key) || before.has(key)).map(([, { path }]) => path);
}

function keepOnly(entry: ManagedFieldsEntry, keeps: (key: string) => boolean): ManagedFieldsEntry | null {
  const paths = [...fromTree(entry.fieldsV1)];
  const kept = paths.filter(([key]) => keeps(key)).map(([, path]) => path);
  if (kept.length === paths.length) return entry;
  return kept.length === 0 ? null : { ...entry, fieldsV1: toTree(kept) };
}

/** The time of an entry moves only with its fields. */
function entryOf(
  manager: Manager,
  paths: readonly FieldPath[],
  before: ManagedFieldsEntry | undefined,
): ManagedFieldsEntry {
  const fieldsV1 = toTree(paths);
  if (before && isDeepStrictEqual(before.fieldsV1, fieldsV1)) return before;
  return {
    manager: manager.name,
    operation: manager.operation,
    apiVersion: manager.apiVersion,
    time: manager.time,
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(manager.subresource !== '' && { subresource: manager.subresource }),
  };
}
