/** The form of an answer that the Accept header asks for: objects as they are, a Table, or metadata alone. */
import { clone, isMap } from '../objects.ts';
import type { JsonMap, KubeObject } from '../objects.ts';
import type { Column, ResourceDefinition } from '../resources/definition.ts';

const META = { group: 'meta.k8s.io', version: 'v1' };

export type Represent = (body: unknown) => unknown;
export const asIs: Represent = (body) => body;

export function representation(accept: string, resource: ResourceDefinition): Represent {
  const wanted = accept
    .split(',')
    .map((type) => type.trim().toLowerCase())
    .find((type) => type.startsWith('application/json'));
  if (!wanted?.includes(`g=${META.group}`) || !wanted.includes(`v=${META.version}`)) return asIs;
  if (wanted.includes('as=table')) return (body) => toTable(resource, body);
  return wanted.includes('as=partialobjectmetadata') ? onlyMetadata : asIs;
}

const apiVersion = `${META.group}/${META.version}`;

const partial = (object: JsonMap): JsonMap => ({
  kind: 'PartialObjectMetadata',
  apiVersion,
  metadata: object['metadata'],
});

function onlyMetadata(body: unknown): unknown {
  if (!isMap(body) || body['kind'] === 'Status') return body;
  const { items, metadata } = body;
  if (!Array.isArray(items)) return partial(body);
  return { kind: 'PartialObjectMetadataList', apiVersion, metadata, items: items.map(partial) };
}

function toTable(resource: ResourceDefinition, body: unknown): unknown {
  if (!isMap(body) || body['kind'] === 'Status') return body;
  const objects = (Array.isArray(body['items']) ? body['items'] : [body]) as readonly KubeObject[];
  return {
    kind: 'Table',
    apiVersion,
    metadata: Array.isArray(body['items']) ? body['metadata'] : {},
    columnDefinitions: resource.columns.map(({ name, type, priority }) => ({
      name,
      type: type === 'date' ? 'string' : type,
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority,
    })),
    rows: objects.map((object) => ({
      cells: resource.columns.map((column) => cell(column, object)),
      object: clone(partial(object)),
    })),
  };
}

function cell({ read, type }: Column, object: KubeObject): unknown {
  const value = read(object);
  return type === 'date' && typeof value === 'string' ? age(value) : (value ?? '');
}

const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
] as const;

function age(since: string): string {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(since)) / 1000));
  const [size, unit] = UNITS.find(([size]) => seconds >= 2 * size) ?? [1, 's'];
  return `${Math.floor(seconds / size)}${unit}`;
}
