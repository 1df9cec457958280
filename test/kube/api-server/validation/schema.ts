/** Values against the structural schema of a custom resource: what an API server checks without CEL. */
import { isDeepStrictEqual } from 'node:util';
import { cause } from '../failures.ts';
import type { Cause } from '../failures.ts';
import { isMap, listAt, mapAt } from '../objects.ts';
import type { JsonMap } from '../objects.ts';
import { limitCauses } from './schema-limits.ts';

export function schemaCauses(schema: JsonMap, value: unknown, path: string): Cause[] {
  if (value === null && schema['nullable'] === true) return [];
  if (!hasType(schema, value)) {
    const type = schema['x-kubernetes-int-or-string'] === true ? 'integer,string' : schema['type'];
    return [
      cause(path, `in body must be of type ${String(type)}: "${typeName(value)}"`, 'FieldValueTypeInvalid'),
    ];
  }
  return [
    ...enumCauses(schema, value, path),
    ...limitCauses(schema, value, path),
    ...combinationCauses(schema, value, path),
    ...memberCauses(schema, value, path),
  ];
}

const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : isMap(value) ? 'object' : typeof value;

function hasType(schema: JsonMap, value: unknown): boolean {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return Number.isInteger(value) || typeof value === 'string';
  }
  switch (schema['type']) {
    case undefined:
      return true;
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeName(value) === schema['type'];
  }
}

function enumCauses(schema: JsonMap, value: unknown, path: string): Cause[] {
  const allowed = schema['enum'];
  if (!Array.isArray(allowed) || allowed.some((choice) => isDeepStrictEqual(choice, value))) return [];
  const choices = allowed.map((choice) => JSON.stringify(choice)).join(', ');
  return [cause(path, `${JSON.stringify(value)}: supported values: ${choices}`, 'FieldValueNotSupported')];
}

function combinationCauses(schema: JsonMap, value: unknown, path: string): Cause[] {
  const accepting = (name: string): number =>
    listAt(schema, name).filter((part) => isMap(part) && schemaCauses(part, value, path).length === 0).length;
  const causes = listAt(schema, 'allOf').flatMap((part) =>
    isMap(part) ? schemaCauses(part, value, path) : [],
  );
  if (schema['anyOf'] && accepting('anyOf') === 0) {
    causes.push(cause(path, 'must validate at least one schema (anyOf)'));
  }
  if (schema['oneOf'] && accepting('oneOf') !== 1) {
    causes.push(cause(path, 'must validate one and only one schema (oneOf)'));
  }
  if (isMap(schema['not']) && schemaCauses(schema['not'], value, path).length === 0) {
    causes.push(cause(path, 'must not validate the schema (not)'));
  }
  return causes;
}

function memberCauses(schema: JsonMap, value: unknown, path: string): Cause[] {
  if (Array.isArray(value)) {
    const items = mapAt(schema, 'items');
    return value.flatMap((item, index) => schemaCauses(items, item, `${path}[${index}]`));
  }
  if (!isMap(value)) return [];
  const inside = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const missing = listAt(schema, 'required')
    .map(String)
    .filter((name) => value[name] === undefined)
    .map((name) => cause(inside(name), 'is required', 'FieldValueRequired'));
  const properties = mapAt(schema, 'properties');
  const found = Object.entries(value).flatMap(([name, member]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : schema['additionalProperties'];
    return isMap(known) ? schemaCauses(known, member, inside(name)) : [];
  });
  return [...missing, ...found];
}
