/** Kubernetes objects as the API server handles them: any kind, nothing projected away. */

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [member: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly generateName?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly unknown[];
  readonly managedFields?: readonly ManagedFieldsEntry[];
}

export interface ManagedFieldsEntry {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly time: string;
  readonly fieldsType: 'FieldsV1';
  readonly fieldsV1: FieldTree;
  readonly subresource?: string;
}
export interface FieldTree {
  readonly [element: string]: FieldTree;
}

export type JsonMap = Readonly<Record<string, unknown>>;
/** A private copy on its way into the store: the one form that may be written to. */
export type Draft = Record<string, unknown>;

export const isMap = (value: unknown): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member if it is an object, else an empty one. */
export const mapAt = (parent: unknown, name: string): JsonMap => {
  const value = isMap(parent) ? parent[name] : undefined;
  return isMap(value) ? value : {};
};

export const listAt = (parent: unknown, name: string): readonly unknown[] => {
  const value = isMap(parent) ? parent[name] : undefined;
  return Array.isArray(value) ? value : [];
};

export const textAt = (parent: unknown, name: string): string => {
  const value = isMap(parent) ? parent[name] : undefined;
  return typeof value === 'string' ? value : '';
};

export const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export const without = (map: JsonMap, ...names: readonly string[]): JsonMap =>
  Object.fromEntries(Object.entries(map).filter(([name]) => !names.includes(name)));

/** As etcd's key orders them: by namespace, then by name. */
export const keyOf = (namespace: string, name: string): string => `${namespace}/${name}`;

export const withRevision = (object: KubeObject, revision: number): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, resourceVersion: String(revision) },
});

/** RFC 3339 in whole seconds, as metav1.Time is written. */
export const timestamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
