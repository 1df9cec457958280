/** Which lists merge element by element, and by which members: of the built-in kinds a table, else the schema. */
import { isMap, mapAt } from '../objects.ts';
import type { ListKeys } from './definition.ts';

const BY_NAME = ['name'];
const ANYWHERE: Readonly<Record<string, readonly string[]>> = {
  conditions: ['type'],
  containers: BY_NAME,
  initContainers: BY_NAME,
  volumes: BY_NAME,
  env: BY_NAME,
  imagePullSecrets: BY_NAME,
  secrets: BY_NAME,
  webhooks: BY_NAME,
  volumeMounts: ['mountPath'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  ownerReferences: ['uid'],
  finalizers: [],
};

export function builtinListKeys(kind: string): ListKeys {
  return (path) => {
    const member = path.at(-1) ?? '';
    if (member !== 'ports') return ANYWHERE[member];
    if (path.includes('containers')) return ['containerPort', 'protocol'];
    return kind === 'Service' && path[0] === 'spec' ? ['port', 'protocol'] : undefined;
  };
}

/** By `x-kubernetes-list-type` of the schema; the lists of metadata as everywhere. */
export function schemaListKeys(schema: unknown): ListKeys {
  return (path) => {
    if (path[0] === 'metadata') return ANYWHERE[path.at(-1) ?? ''];
    const list = path.reduce<unknown>(memberSchema, schema);
    if (!isMap(list)) return undefined;
    if (list['x-kubernetes-list-type'] === 'set') return [];
    if (list['x-kubernetes-list-type'] !== 'map') return undefined;
    return list['x-kubernetes-list-map-keys'] as readonly string[];
  };
}

/** The path has no indexes: below a list its elements' schema goes on. */
function memberSchema(schema: unknown, member: string): unknown {
  const inner = isMap(schema) && isMap(schema['items']) ? schema['items'] : schema;
  const additional = isMap(inner) ? inner['additionalProperties'] : undefined;
  return mapAt(inner, 'properties')[member] ?? additional;
}
