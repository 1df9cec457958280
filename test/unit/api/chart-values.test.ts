import { readFileSync } from 'node:fs';
import test from 'ava';
import { parse } from 'yaml';
import { z } from 'zod';
import { CHART_VALUES } from '../../../src/api/chart-values.ts';
import { CONFIG } from '../../../src/config/schema.ts';
import { fieldsOf, inputSchema, isGroup } from '../../tools/generated/leaves.ts';

const fields = [...fieldsOf(inputSchema(CHART_VALUES))].filter(({ path }) => !path.includes('[]'));

test('every value is described, and has a default or holds others', (t) => {
  for (const field of fields) {
    t.truthy(field.schema.description, field.path);
    t.is(field.schema.default === undefined, isGroup(field), field.path);
    t.is(field.required, isGroup(field), field.path);
  }
});

test('the defaults are values', (t) => {
  const defaults = (at: z.core.JSONSchema.BaseSchema): unknown =>
    at.default ??
    Object.fromEntries(
      Object.entries((at.properties ?? {}) as Record<string, z.core.JSONSchema.BaseSchema>).map(
        ([name, property]) => [name, defaults(property)],
      ),
    );
  const parsed = CHART_VALUES.safeParse(defaults(inputSchema(CHART_VALUES)));
  t.true(parsed.success, parsed.error?.message);
});

test('values.yaml holds them', (t) => {
  const file = new URL('../../../helm/appgw-ingress/values.yaml', import.meta.url);
  const values = parse(readFileSync(file, 'utf8')) as object;
  t.deepEqual(CHART_VALUES.parse(values), values as z.output<typeof CHART_VALUES>);
  const leaves = fields.filter((field) => !isGroup(field));
  for (const { path, schema } of leaves) {
    const value = path
      .split('.')
      .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], values);
    t.deepEqual(value, schema.default, path);
  }
});

const settings = CONFIG.shape as Record<string, z.ZodType>;

/** Values that go to the configuration as they are must be the same there. */
const same = test.macro({
  exec: (t, value: string, setting: string) => {
    const { enum: choices, default: standard } = fields.find(({ path }) => path === value)!.schema;
    const there = z.toJSONSchema(settings[setting]!);
    t.deepEqual([choices, standard], [there.enum, there.default]);
  },
  title: (_, value: string) => `${value} is the setting of the controller`,
});
test(same, 'pfxEncryption', 'pfxEncryption');
test(same, 'azure.environment', 'azureEnvironment');
test(same, 'controllerName', 'controllerName');
test(same, 'sslRedirect', 'sslRedirect');
