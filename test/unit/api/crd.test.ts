import { Ajv } from 'ajv';
import test from 'ava';
import { z } from 'zod';
import { applicationGatewayCrd, structuralSchema, type JsonSchema } from '../../../src/api/crd.ts';
import { CONDITIONS } from '../../../src/api/conditions.ts';
import { structuralFaults } from './structural.ts';

const { metadata, spec } = applicationGatewayCrd();
const [version] = spec.versions;
const schema = version!.schema.openAPIV3Schema;

test('names fit together', (t) => {
  t.is(metadata.name, `${spec.names.plural}.${spec.group}`);
  t.like(version, { name: 'v1alpha1', served: true, storage: true, subresources: { status: {} } });
});

test('the schema is structural', (t) => {
  t.deepEqual(structuralFaults(schema), []);
});

test('every field is described', (t) => {
  const bare = (inner: JsonSchema, path: string): readonly string[] =>
    Object.entries((inner.properties ?? {}) as Record<string, JsonSchema>).flatMap(([name, property]) => [
      ...(property.description === undefined ? [`${path}.${name}`] : []),
      ...bare(property, `${path}.${name}`),
      ...bare((property.items ?? {}) as JsonSchema, `${path}.${name}[]`),
    ]);
  t.deepEqual(bare(schema, ''), ['.apiVersion', '.kind', '.metadata', '.spec']);
});

test('columns lead to fields of the schema', (t) => {
  const fieldAt = (path: string): unknown =>
    path
      .replace(/\[\?\(@\.type=="\w+"\)\]/, '.items')
      .slice(1)
      .split('.')
      .reduce<JsonSchema | undefined>((at, name) => {
        const next = name === 'items' ? at?.items : at?.properties?.[name];
        return next as JsonSchema | undefined;
      }, schema);
  for (const { jsonPath } of version!.additionalPrinterColumns) {
    if (!jsonPath.startsWith('.metadata.')) t.truthy(fieldAt(jsonPath), jsonPath);
    const condition = /type=="(?<type>\w+)"/.exec(jsonPath)?.groups?.['type'];
    if (condition !== undefined) t.true(condition in CONDITIONS, condition);
  }
});

test('a rule of the API server for what a schema cannot say', (t) => {
  const address = (schema.properties!['spec'] as JsonSchema).properties!['address'] as JsonSchema;
  t.like(address['x-kubernetes-validations'], [{ rule: '!(has(self.type) && has(self.override))' }]);
});

test('the schema takes and refuses what the code does', (t) => {
  const { metadata: _, ...properties } = schema.properties!;
  const validate = new Ajv({ strict: false, formats: { 'date-time': true } }).compile({
    ...schema,
    properties,
  });
  const resourceId =
    '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Network/applicationGateways/edge';
  t.true(validate({ spec: { resourceId } }));
  t.false(validate({ spec: {} }));
  t.false(validate({ spec: { resourceId: 'edge' } }));
  t.false(validate({ spec: { resourceId, frontend: 'both' } }));
});

const faults = test.macro({
  exec: (t, type: z.ZodType, expected: readonly string[]) => {
    t.deepEqual(structuralFaults(structuralSchema(type)), expected);
  },
  title: (name) => `made structural: ${name}`,
});
test('a strict object', faults, z.object({ a: z.strictObject({ b: z.string() }) }), []);
test('a record', faults, z.object({ a: z.record(z.string(), z.int()) }), []);
test('a union is not, and is found', faults, z.object({ a: z.union([z.string(), z.int()]) }), [
  '.a: type undefined',
  '.a: a union',
]);
test('nor is anything', faults, z.object({ a: z.any() }), ['.a: type undefined']);

test('patterns and bounds read as people write them', (t) => {
  const { properties } = structuralSchema(
    z.object({ path: z.string().regex(/^\/a/), n: z.int().min(1), at: z.iso.datetime() }),
  );
  t.deepEqual(properties, {
    path: { type: 'string', pattern: '^/a' },
    n: { type: 'integer', minimum: 1 },
    at: { type: 'string', format: 'date-time' },
  });
});
