/** The kinds that a CustomResourceDefinition brings, one per served version. */
import { isMap, listAt, mapAt, textAt, without } from '../objects.ts';
import type { Draft, JsonMap, KubeObject } from '../objects.ts';
import { metadataCauses } from '../validation/builtin.ts';
import { schemaCauses } from '../validation/schema.ts';
import { defaultBySchema, pruneBySchema } from '../validation/schema-shape.ts';
import { AGE, withName } from './columns.ts';
import type { Column, ResourceDefinition } from './definition.ts';
import { fieldsOf } from './fields.ts';
import { jsonPath } from './json-path.ts';
import { schemaListKeys } from './list-keys.ts';

export const customResources = (definition: KubeObject): readonly ResourceDefinition[] =>
  listAt(mapAt(definition, 'spec'), 'versions')
    .filter(isMap)
    .filter((version) => version['served'] === true)
    .map((version) => customResource(mapAt(definition, 'spec'), version));

function customResource(spec: JsonMap, version: JsonMap): ResourceDefinition {
  const names = mapAt(spec, 'names');
  const group = textAt(spec, 'group');
  const plural = textAt(names, 'plural');
  const kind = textAt(names, 'kind');
  const namespaced = spec['scope'] === 'Namespaced';
  const schema = withTypeMembers(mapAt(mapAt(version, 'schema'), 'openAPIV3Schema'));
  const versionName = textAt(version, 'name');
  const statusSchema = mapAt(mapAt(schema, 'properties'), 'status');
  return {
    group,
    version: versionName,
    plural,
    singular: textAt(names, 'singular') || kind.toLowerCase(),
    kind,
    shortNames: listAt(names, 'shortNames').map(String),
    categories: listAt(names, 'categories').map(String),
    namespaced,
    collection: `${group}/${plural}`,
    isCustom: true,
    subresources: isMap(mapAt(version, 'subresources')['status']) ? ['status'] : [],
    generation: 'counted',
    unconditionalUpdate: false,
    createOnUpdate: false,
    selectableFields: fieldsOf(kind, namespaced),
    columns: columnsOf(version),
    listKeys: schemaListKeys(schema),
    prune: (draft: Draft) => pruneBySchema(schema, draft, ''),
    setDefaults: (draft: Draft) => defaultBySchema(schema, draft),
    validate: (object) => [
      ...metadataCauses(object),
      ...schemaCauses(schema, without(object, 'metadata'), ''),
    ],
    validateStatus: (object) =>
      object['status'] === undefined ? [] : schemaCauses(statusSchema, object['status'], 'status'),
    toStored: (object: JsonMap) => object,
    fromStored: (object: KubeObject) => ({ ...object, apiVersion: `${group}/${versionName}` }),
  };
}

/** The server owns these three; an author's schema need not name them. */
function withTypeMembers(schema: JsonMap): JsonMap {
  const text = { type: 'string' };
  const metadata = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const members = { apiVersion: text, kind: text, metadata };
  return { ...schema, properties: { ...mapAt(schema, 'properties'), ...members } };
}

function columnsOf(version: JsonMap): readonly Column[] {
  const columns = listAt(version, 'additionalPrinterColumns').filter(isMap).map(columnOf);
  return withName(columns.length === 0 ? [AGE] : columns);
}

function columnOf(column: JsonMap): Column {
  const read = jsonPath(textAt(column, 'jsonPath'));
  return {
    name: textAt(column, 'name'),
    type: textAt(column, 'type') as Column['type'],
    priority: typeof column['priority'] === 'number' ? column['priority'] : 0,
    read: (object) => read(object)[0] ?? null,
  };
}
