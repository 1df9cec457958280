/** What the server knows of a kind: everything that differs between kinds is said here, and nowhere else. */
import type { Cause } from '../failures.ts';
import type { Draft, JsonMap, KubeObject } from '../objects.ts';

export interface ResourceDefinition {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** Where its objects are stored; versions of a kind share it. */
  readonly collection: string;
  readonly isCustom: boolean;
  readonly subresources: readonly Subresource[];
  /** `spec`: counts changes outside metadata and status. `never`: the kind has no generation. */
  readonly generation: 'counted' | 'never';
  /** A PUT may leave out the resourceVersion. */
  readonly unconditionalUpdate: boolean;
  /** A PUT may create. */
  readonly createOnUpdate: boolean;
  readonly selectableFields: Readonly<Record<string, (object: KubeObject) => string>>;
  readonly columns: readonly Column[];
  /** How the lists inside its objects merge; see `ListKeys`. */
  readonly listKeys: ListKeys;
  /** Members that the API does not have, taken out of the draft; returns their field paths. */
  prune(draft: Draft): readonly string[];
  /** Fills in what the API server fills in. `old` is null on create. */
  setDefaults(draft: Draft, old: KubeObject | null): void;
  validate(object: KubeObject, old: KubeObject | null): readonly Cause[];
  validateStatus(object: KubeObject): readonly Cause[];
  /** Between the form of this version and the stored one. */
  toStored(object: JsonMap): JsonMap;
  fromStored(object: KubeObject): KubeObject;
}

export type Subresource = 'status' | 'token' | 'finalize';

/** A column of a Table, as `kubectl get` prints it. */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly priority: number;
  readonly read: (object: KubeObject) => unknown;
}

/**
 * The members that tell the elements of a list apart, by the path of the list without indexes
 * (`spec.containers`): `['name']`. The empty list: elements are plain values of a set. Undefined: the list is one
 * value.
 */
export type ListKeys = (path: readonly string[]) => readonly string[] | undefined;

export const apiVersionOf = ({ group, version }: Pick<ResourceDefinition, 'group' | 'version'>): string =>
  group === '' ? version : `${group}/${version}`;

export const hasSubresource = (resource: ResourceDefinition, name: string): boolean =>
  resource.subresources.some((subresource) => subresource === name);
