/** The rules of a structural schema, as the documentation of CustomResourceDefinitions lists them. */
import type { JsonSchema } from '../../../src/api/crd.ts';

const FORBIDDEN = [
  '$ref',
  '$defs',
  'definitions',
  'dependencies',
  'patternProperties',
  'propertyNames',
  'additionalItems',
  'const',
  'if',
  'id',
] as const;
const TYPES = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean']);

/** What the API server would refuse, each with the place where it stands. */
export function structuralFaults(schema: JsonSchema, path = ''): readonly string[] {
  const faults = FORBIDDEN.filter((member) => member in schema).map((member) => `${path}: ${member}`);
  if (!TYPES.has(String(schema.type))) faults.push(`${path}: type ${String(schema.type)}`);
  if (schema.additionalProperties === false) faults.push(`${path}: additionalProperties false`);
  if (schema.additionalProperties !== undefined && schema.properties !== undefined)
    faults.push(`${path}: properties beside additionalProperties`);
  if (schema.uniqueItems === true) faults.push(`${path}: uniqueItems`);
  if (schema.anyOf ?? schema.oneOf ?? schema.allOf ?? schema.not) faults.push(`${path}: a union`);
  if (schema.type === 'array' && typeof schema.items !== 'object') faults.push(`${path}: no items`);
  if (schema['x-kubernetes-list-type'] === 'map') faults.push(...listMapFaults(schema, path));
  return [...faults, ...inside(schema, path)];
}

/** Keys of a list map are scalars of its items, and required there. */
function listMapFaults({ items, ...schema }: JsonSchema, path: string): string[] {
  const { properties = {}, required = [] } = (items ?? {}) as JsonSchema;
  return (schema['x-kubernetes-list-map-keys'] as readonly string[])
    .filter(
      (key) => !required.includes(key) || (properties[key] as JsonSchema | undefined)?.type !== 'string',
    )
    .map((key) => `${path}: list map key ${key}`);
}

const inside = (schema: JsonSchema, path: string): readonly string[] =>
  [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.items === undefined ? [] : [['[]', schema.items] as const]),
  ].flatMap(([name, inner]) => structuralFaults(inner as JsonSchema, `${path}.${name}`));
