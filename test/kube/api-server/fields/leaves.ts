/**
 * An object as the set of its leaves: every scalar, every list that is one value, every element of a set. A path is
 * written as FieldsV1 does: `f:` a member, `k:` a list element by its keys, `v:` a value of a set.
 */
import { isMap } from '../objects.ts';
import type { FieldTree, JsonMap } from '../objects.ts';
import type { ListKeys } from '../resources/definition.ts';

export type FieldPath = readonly string[];
export interface Leaf {
  readonly path: FieldPath;
  readonly value: unknown;
}
/** By the text of their paths. */
export type Leaves = ReadonlyMap<string, Leaf>;

/** The server's own members; nobody manages them. */
const UNMANAGED = new Set(['apiVersion', 'kind']);
const UNMANAGED_METADATA = new Set([
  'name',
  'namespace',
  'generateName',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
]);

const pathKey = (path: FieldPath): string => JSON.stringify(path);

export function leavesOf(object: JsonMap, keys: ListKeys): Leaves {
  const leaves = new Map<string, Leaf>();
  const walk = (value: unknown, path: FieldPath, members: readonly string[]): void => {
    const listKeys = Array.isArray(value) ? keys(members) : undefined;
    if (isMap(value) && Object.keys(value).length > 0) {
      for (const [name, member] of Object.entries(value)) {
        if (!isUnmanaged(members, name)) walk(member, [...path, `f:${name}`], [...members, name]);
      }
    } else if (Array.isArray(value) && listKeys) {
      for (const item of value) walk(item, [...path, elementStep(item, listKeys)], members);
    } else leaves.set(pathKey(path), { path, value });
  };
  walk(object, [], []);
  return leaves;
}

const isUnmanaged = (parents: readonly string[], name: string): boolean =>
  (parents.length === 0 && UNMANAGED.has(name)) ||
  (parents.length === 1 && parents[0] === 'metadata' && UNMANAGED_METADATA.has(name));

/** Who an element of a list is. Ports are TCP where they do not say. */
export function elementStep(item: unknown, keys: readonly string[]): string {
  if (keys.length === 0 || !isMap(item)) return `v:${JSON.stringify(item)}`;
  const identity = keys.map((key) => [key, item[key] ?? (key === 'protocol' ? 'TCP' : undefined)]);
  return `k:${JSON.stringify(Object.fromEntries(identity))}`;
}

export function toTree(paths: Iterable<FieldPath>): FieldTree {
  const root: Record<string, FieldTree> = {};
  for (const path of paths) {
    let node = root;
    for (const step of path) node = node[step] ??= {};
  }
  return root;
}

export function fromTree(tree: FieldTree): ReadonlyMap<string, FieldPath> {
  const paths = new Map<string, FieldPath>();
  const walk = (node: FieldTree, path: FieldPath): void => {
    const steps = Object.entries(node).filter(([step]) => step !== '.');
    if (steps.length === 0) paths.set(pathKey(path), path);
    for (const [step, inner] of steps) walk(inner, [...path, step]);
  };
  walk(tree, []);
  return paths;
}

/** `.spec.ports[port=80].name`, as a conflict names it. */
export const fieldText = (path: FieldPath): string =>
  path
    .map((step) => {
      if (step.startsWith('f:')) return `.${step.slice(2)}`;
      if (step.startsWith('v:')) return `[=${step.slice(2)}]`;
      const identity = JSON.parse(step.slice(2)) as JsonMap;
      return `[${Object.entries(identity)
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',')}]`;
    })
    .join('');
