/** A CustomResourceDefinition: its names, its versions, and that every schema is structural. */
import { cause } from '../failures.ts';
import type { Cause } from '../failures.ts';
import { isMap, listAt, mapAt, textAt } from '../objects.ts';
import type { JsonMap, KubeObject } from '../objects.ts';

export function validateDefinition(definition: KubeObject): readonly Cause[] {
  const spec = mapAt(definition, 'spec');
  const names = mapAt(spec, 'names');
  const expected = `${textAt(names, 'plural')}.${textAt(spec, 'group')}`;
  const versions = listAt(spec, 'versions').filter(isMap);
  const causes = ['plural', 'kind']
    .filter((member) => textAt(names, member) === '')
    .map((member) => cause(`spec.names.${member}`, 'is required', 'FieldValueRequired'));
  if (definition.metadata.name !== expected) {
    causes.push(cause('metadata.name', 'must be spec.names.plural+"."+spec.group'));
  }
  if (!['Namespaced', 'Cluster'].includes(textAt(spec, 'scope'))) {
    causes.push(cause('spec.scope', 'must be one of Cluster, Namespaced', 'FieldValueNotSupported'));
  }
  if (versions.filter((version) => version['storage'] === true).length !== 1) {
    causes.push(cause('spec.versions', 'must have exactly one version marked as storage version'));
  }
  return [...causes, ...versions.flatMap(versionCauses)];
}

function versionCauses(version: JsonMap, index: number): Cause[] {
  const path = `spec.versions[${index}].schema.openAPIV3Schema`;
  const schema = mapAt(version, 'schema')['openAPIV3Schema'];
  if (!isMap(schema)) return [cause(path, 'schemas are required', 'FieldValueRequired')];
  return structuralCauses(schema, path);
}

function structuralCauses(schema: JsonMap, path: string): Cause[] {
  const causes: Cause[] = [];
  const isUntyped =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (textAt(schema, 'type') === '' && !isUntyped) {
    causes.push(cause(`${path}.type`, 'must not be empty for specified object fields', 'FieldValueRequired'));
  }
  for (const member of ['$ref', 'definitions', 'patternProperties', 'const', '$defs', 'propertyNames']) {
    if (schema[member] !== undefined)
      causes.push(cause(`${path}.${member}`, 'is not supported', 'FieldValueForbidden'));
  }
  if (schema['additionalProperties'] === false) {
    causes.push(cause(`${path}.additionalProperties`, 'must not be false', 'FieldValueForbidden'));
  }
  if (schema['additionalProperties'] !== undefined && isMap(schema['properties'])) {
    causes.push(
      cause(`${path}.additionalProperties`, 'is mutually exclusive with properties', 'FieldValueForbidden'),
    );
  }
  if (schema['uniqueItems'] === true) {
    causes.push(cause(`${path}.uniqueItems`, 'uniqueItems cannot be set to true', 'FieldValueForbidden'));
  }
  if (schema['type'] === 'array' && !isMap(schema['items'])) {
    causes.push(cause(`${path}.items`, 'must be specified', 'FieldValueRequired'));
  }
  return [...causes, ...innerCauses(schema, path)];
}

function innerCauses(schema: JsonMap, path: string): Cause[] {
  const properties = Object.entries(mapAt(schema, 'properties')).flatMap(([name, property]) =>
    isMap(property) ? structuralCauses(property, `${path}.properties[${name}]`) : [],
  );
  const rest = ['items', 'additionalProperties'].flatMap((member) => {
    const inner = schema[member];
    return isMap(inner) ? structuralCauses(inner, `${path}.${member}`) : [];
  });
  return [...properties, ...rest];
}
