import test from 'ava';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import type { KubeError } from '../../kube/api-server/client/kube-client.ts';
import type { Status } from '../../kube/api-server/failures.ts';
import type { JsonMap } from '../../kube/api-server/objects.ts';
import { jsonPath } from '../../kube/api-server/resources/json-path.ts';
import { defaultBySchema, pruneBySchema } from '../../kube/api-server/validation/schema-shape.ts';
import { schemaCauses } from '../../kube/api-server/validation/schema.ts';
import { gateway, gatewayDefinition } from './objects.ts';

const server = await startApiServer();
await server.load([gatewayDefinition()]);
const { admin } = server;
test.after.always(() => server.close());

const text = { type: 'string' };
const values: readonly (readonly [schema: JsonMap, value: unknown, fields: string])[] = [
  [text, 'a', ''],
  [text, 1, 'v'],
  [text, null, 'v'],
  [{ ...text, nullable: true }, null, ''],
  [{ type: 'integer' }, 1.5, 'v'],
  [{ type: 'number' }, 1.5, ''],
  [{ type: 'integer', minimum: 1, maximum: 3 }, 4, 'v'],
  [{ type: 'integer', minimum: 1, exclusiveMinimum: true }, 1, 'v'],
  [{ type: 'integer', multipleOf: 2 }, 3, 'v'],
  [{ ...text, enum: ['a', 'b'] }, 'c', 'v'],
  [{ ...text, pattern: '^a+$' }, 'ab', 'v'],
  [{ ...text, minLength: 2, maxLength: 3 }, 'a', 'v'],
  [{ ...text, minLength: 2, maxLength: 3 }, 'abcd', 'v'],
  [{ ...text, format: 'date-time' }, 'yesterday', 'v'],
  [{ 'x-kubernetes-int-or-string': true }, '25%', ''],
  [{ 'x-kubernetes-int-or-string': true }, 2, ''],
  [{ 'x-kubernetes-int-or-string': true }, true, 'v'],
  [{ type: 'array', items: text }, ['a', 1], 'v[1]'],
  [{ type: 'array', items: text, maxItems: 1 }, ['a', 'b'], 'v'],
  [{ type: 'array', items: text, 'x-kubernetes-list-type': 'set' }, ['a', 'a'], 'v'],
  [{ type: 'object', required: ['a'], properties: { a: text } }, {}, 'v.a'],
  [{ type: 'object', properties: { a: text } }, { a: 1 }, 'v.a'],
  [{ type: 'object', additionalProperties: text }, { a: 1, b: 'x' }, 'v.a'],
  [{ type: 'object', maxProperties: 1, additionalProperties: text }, { a: '1', b: 'x' }, 'v'],
  [{ ...text, oneOf: [{ pattern: '^a' }, { pattern: 'z$' }] }, 'az', 'v'],
  [{ ...text, anyOf: [{ pattern: '^a' }, { pattern: 'z$' }] }, 'az', ''],
  [{ ...text, not: { enum: ['root'] } }, 'root', 'v'],
];
for (const [schema, value, fields] of values) {
  test(`schema ${JSON.stringify(schema)} on ${JSON.stringify(value)}`, (t) => {
    t.is(
      schemaCauses(schema, value, 'v')
        .map(({ field }) => field)
        .join(' '),
      fields,
    );
  });
}

test('what a schema does not name is taken out, unless it is to be preserved', (t) => {
  const free = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const schema = {
    type: 'object',
    properties: {
      a: text,
      free,
      list: { type: 'array', items: { type: 'object', properties: { a: text } } },
    },
  };
  const value = { a: 'x', b: 1, free: { any: { thing: 1 } }, list: [{ a: 'x', c: 1 }] };
  t.deepEqual(pruneBySchema(schema, value, ''), ['b', 'list[0].c']);
  t.deepEqual(value as unknown, { a: 'x', free: { any: { thing: 1 } }, list: [{ a: 'x' }] });
});

test('defaults go in where a parent is there', (t) => {
  const inner = { type: 'object', default: {}, properties: { b: { ...text, default: 'x' } } };
  const schema = {
    type: 'object',
    properties: { a: inner, c: { type: 'object', properties: { d: { ...text, default: 'y' } } } },
  };
  const value = {};
  defaultBySchema(schema, value);
  t.deepEqual(value as unknown, { a: { b: 'x' } });
});

for (const [path, expected] of [
  ['.a.b', [1]],
  ['.list[1].n', ['y']],
  ['.list[*].n', ['x', 'y']],
  ['.list[?(@.n=="y")].v', [2]],
  [".a['c.d']", [3]],
  ['.a.c\\.d', [3]],
  ['.missing.b', []],
] as const) {
  test(`JSONPath ${path}`, (t) => {
    const value = {
      a: { b: 1, 'c.d': 3 },
      list: [
        { n: 'x', v: 1 },
        { n: 'y', v: 2 },
      ],
    };
    t.deepEqual(jsonPath(path)(value), expected);
  });
}

const causesOf = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => null,
    (error: unknown) => error as KubeError,
  );
  return ((error?.body as Status | undefined)?.details?.causes ?? []).map(({ field }) => field).join(' ');
};

for (const [title, spec, fields] of [
  ['a required field is missing', {}, 'spec.resourceId'],
  ['too short', { resourceId: '' }, 'spec.resourceId'],
  ['not in the enum', { resourceId: '/id', mode: 'x' }, 'spec.mode'],
  ['over the maximum', { resourceId: '/id', limit: 11 }, 'spec.limit'],
] as const) {
  test(`refused: ${title}`, async (t) => t.is(await causesOf(admin.create(gateway('bad', spec))), fields));
}

test('defaulted, pruned, without the status that its author sent', async (t) => {
  const created = await admin.create(
    gateway('good', { resourceId: '/id', extra: 1 }, { status: { conditions: [] } }),
  );
  t.deepEqual(created['spec'], { resourceId: '/id', mode: 'apply' });
  t.is(created['status'], undefined);
});

test('a status write is validated, changes nothing else and counts no generation', async (t) => {
  const created = await admin.create(gateway('shown'));
  const status = { conditions: [{ type: 'Programmed', status: 'True' }] };
  const moved = {
    ...created,
    metadata: { ...created.metadata, labels: { a: 'b' } },
    spec: { resourceId: '/other' },
    status,
  };
  const shown = await admin.update(moved, 'status');
  t.like(shown, { spec: { resourceId: '/id' }, status, metadata: { generation: 1 } });
  t.is(shown.metadata.labels, undefined);
  t.is(
    await causesOf(
      admin.patch(shown, { status: { conditions: [{ status: 'x' }] } }, { subresource: 'status' }),
    ),
    'status.conditions[0].type',
  );
  const changed = await admin.patch(shown, { spec: { limit: 3 } });
  t.is(changed.metadata.generation, 2);
  await t.throwsAsync(admin.patch(shown, {}, { type: 'strategic' }), { code: 'UnsupportedMediaType' });
});

test('printer columns', async (t) => {
  const created = await admin.create(gateway('printed'));
  await admin.patch(
    created,
    { status: { conditions: [{ type: 'Programmed', status: 'True' }] } },
    { subresource: 'status' },
  );
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
  const { body } = await admin.request('GET', await admin.pathOf(created), { accept });
  t.deepEqual((body as { rows: { cells: unknown[] }[] }).rows[0]?.cells, ['printed', 'True']);
});

test('a schema that is not structural is refused, with every place', async (t) => {
  const definition = gatewayDefinition();
  const schema = {
    type: 'object',
    properties: { a: {}, b: { type: 'array' }, c: { type: 'object', additionalProperties: false } },
  };
  const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } };
  const names = { plural: 'odds', kind: 'Odd' };
  const odd = {
    ...definition,
    metadata: { name: 'odds.example.com' },
    spec: { group: 'example.com', scope: 'Cluster', names, versions: [version] },
  };
  const at = 'spec.versions[0].schema.openAPIV3Schema.properties';
  t.is(await causesOf(admin.create(odd)), `${at}[a].type ${at}[b].items ${at}[c].additionalProperties`);
});

test('a definition says that it is established', async (t) => {
  const { status } = await admin.get(gatewayDefinition());
  const { conditions } = status as { conditions: { type: string; status: string }[] };
  t.like(
    conditions.find(({ type }) => type === 'Established'),
    { status: 'True' },
  );
});
