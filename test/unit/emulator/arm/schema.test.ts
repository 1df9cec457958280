/** The table of members and the answers, against the schema that was derived from the SDK's types. */
import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { GATEWAY } from '../../../../src/emulator/arm/model/gateway.ts';
import type { Member, Shape } from '../../../../src/emulator/arm/model/shape.ts';
import { checkMembers } from '../../../../src/emulator/arm/validate/members.ts';
import { readGetExample } from '../../../helpers/shared-facts.ts';
import { LATENCY, child, listener, ref, smallest, startArm, target, withMap } from './_harness.ts';

const SCHEMA = new URL(
  '../../../../../shared/azure-openapi/applicationGateway.schema.2026-01-01.json',
  import.meta.url,
);

interface Definition {
  readonly properties?: Readonly<Record<string, Definition & { readonly readOnly?: boolean }>>;
  readonly $ref?: string;
  readonly items?: Definition;
  readonly type?: string;
}
interface Schema {
  readonly $defs: Readonly<Record<string, Definition>>;
}

function readSchema(t: ExecutionContext): Schema | null {
  if (existsSync(SCHEMA)) return JSON.parse(readFileSync(SCHEMA, 'utf8')) as Schema;
  t.log('NOT TESTED: ../shared/azure-openapi/applicationGateway.schema.2026-01-01.json is absent');
  t.pass();
  return null;
}

const gatewayOf = (schema: Schema): Definition => schema.$defs['ApplicationGateway'] ?? {};

/** `a.b[]` for every member of the schema under a definition, `!` where it is read-only. */
function membersOfSchema(schema: Schema, definition: Definition, at: string): readonly string[] {
  if (definition.$ref) return membersOfSchema(schema, schema.$defs[definition.$ref.split('/').pop()!]!, at);
  if (definition.items) return membersOfSchema(schema, definition.items, `${at}[]`);
  return Object.entries(definition.properties ?? {}).flatMap(([name, member]) => {
    const path = at === '' ? name : `${at}.${name}`;
    return [
      `${path}${member.readOnly ? '!' : ''}`,
      ...(member.readOnly ? [] : membersOfSchema(schema, member, path)),
    ];
  });
}

/** The same of the table, of the members that `take` wants. */
function membersOfTable(shape: Shape, at: string, take: (member: Member) => boolean): readonly string[] {
  if (shape.kind === 'list') return membersOfTable(shape.of, `${at}[]`, take);
  if (shape.kind === 'reference') return [`${at}.id`];
  if (shape.kind !== 'object') return [];
  return Object.entries(shape.members).flatMap(([name, member]) => {
    const path = at === '' ? name : `${at}.${name}`;
    if (!take(member)) return [];
    return member.access === 'readOnly' ? [`${path}!`] : [path, ...membersOfTable(member.shape, path, take)];
  });
}

test('the table has every member of the schema, and read-only where the schema says so', (t) => {
  const schema = readSchema(t);
  if (!schema) return;
  const table = new Set(membersOfTable(GATEWAY, '', () => true));
  const missing = membersOfSchema(schema, gatewayOf(schema), '').filter((path) => !table.has(path));
  t.deepEqual(missing, []);
});

test('the table invents nothing but what was seen on the wire', (t) => {
  const schema = readSchema(t);
  if (!schema) return;
  const known = new Set(membersOfSchema(schema, gatewayOf(schema), ''));
  const documented = membersOfTable(GATEWAY, '', ({ access }) => access === 'write' || access === 'readOnly');
  t.deepEqual(
    documented.filter((path) => !known.has(path)),
    [
      'properties.loadDistributionPolicies[].properties.loadDistributionTargets[].properties.provisioningState!',
      'properties.rewriteRuleSets[].type!',
      'properties.redirectConfigurations[].properties.provisioningState!',
      'properties.entraJWTValidationConfigs[].type!',
    ],
  );
});

test('answers satisfy the schema', async (t) => {
  const schema = readSchema(t);
  if (!schema) return;
  const validate = new Ajv2020({ strict: false, logger: false }).compile({
    ...schema,
    $ref: '#/$defs/ApplicationGateway',
  });
  const arm = startArm(t);
  const documents = [
    smallest(),
    smallest(withMap({ paths: ['/a'], ...target })),
    smallest({
      httpListeners: [child('listener', listener({ hostNames: ['a', '*.b'] }))],
      probes: [
        child('probe', {
          protocol: 'Http',
          host: 'a',
          path: '/',
          interval: 10,
          timeout: 5,
          unhealthyThreshold: 3,
        }),
      ],
      backendHttpSettingsCollection: [
        child('settings', { port: 80, protocol: 'Http', probe: ref('probes', 'probe') }),
      ],
    }),
  ];
  for (const document of documents) {
    const put = await arm.put(document);
    t.true(validate(put.body), JSON.stringify(validate.errors));
    await arm.clock.advance(LATENCY);
    t.true(validate((await arm.get()).body), JSON.stringify(validate.errors));
  }
});

test("Microsoft's example of a GET has no member that the table lacks", (t) => {
  const example = readGetExample(t);
  if (!example) return;
  t.is(checkMembers({ ...example }, { backReferences: true, undocumented: true }), null);
});
