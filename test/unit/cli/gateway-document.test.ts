import test from 'ava';
import type { Json, JsonObject, RawGateway } from '../../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { CliFailure } from '../../../src/cli/failure.ts';
import { checkGateway } from '../../../src/cli/gateway-document.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { compute } from '../../../src/controller/compute.ts';
import { isList, isObject } from '../../../src/plan/json.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';
import { FOREIGN } from '../../helpers/planned.ts';

const child = (properties: JsonObject): JsonObject => ({ name: 'x', properties });

for (const [title, value, where] of [
  ['a list', [], /expected object/],
  ['nothing', null, /expected object/],
  ['a text', 'x', /expected object/],
  ['no properties', {}, /properties/],
  ['an id that is none', { id: 5, properties: {} }, /\bid: /],
  ['a collection that is a number', { properties: { frontendPorts: 5 } }, /properties\.frontendPorts: /],
  ['also as AGIC spells it', { properties: { frontEndPorts: 5 } }, /properties\.frontEndPorts: /],
  ['a child that is a number', { properties: { probes: [5] } }, /properties\.probes\.0: /],
  ['a child without name', { properties: { probes: [{ properties: {} }] } }, /probes\.0\.name: /],
  ['a child without properties', { properties: { probes: [{ name: 'x' }] } }, /probes\.0\.properties: /],
  ['a port that is a text', { properties: { frontendPorts: [child({ port: '80' })] } }, /properties\.port: /],
  ['hosts that are a text', { properties: { httpListeners: [child({ hostNames: 'a' })] } }, /hostNames: /],
  [
    'a reference that is a text',
    { properties: { requestRoutingRules: [child({ httpListener: 'x' })] } },
    /httpListener: /,
  ],
  [
    'a path rule without name',
    { properties: { urlPathMaps: [child({ pathRules: [{}] })] } },
    /pathRules\.0\./,
  ],
  ['a SKU that is a number', { properties: { sku: 4 } }, /properties\.sku: /],
] as const) {
  test(`refused: ${title}`, (t) => {
    const error = t.throws(() => checkGateway(value, '--gateway f'), { instanceOf: CliFailure });
    t.true(error.message.startsWith('--gateway f: '));
    t.regex(error.message, where);
  });
}

test('the form that az prints is told apart, with the way out', (t) => {
  t.throws(() => checkGateway({ httpListeners: [] }, '--gateway f'), { message: /az rest/ });
});

for (const [title, value] of [
  ['a blank gateway', BLANK_GATEWAY],
  ['next to nothing', { properties: {} }],
  ['foreign members of any shape', { properties: { ...FOREIGN, other: 5, lists: [[1]] } }],
] as const) {
  test(`taken as it is: ${title}`, (t) => t.is(checkGateway(value, '--gateway f') as unknown, value));
}

const OBJECTS = [
  ingress({ age: 1, rules: { 'a.com': ['/x', '=/y', '/z nope'], '*.b.com': ['/'], '': ['/'] } }),
  service(),
  slice(['10.0.0.1']),
];
const translate = (live: RawGateway): RawGateway =>
  compute(createSnapshot(OBJECTS, 0), live, {
    config: loadConfig({ flags: {}, environment: {} }),
    conventionalClass: CLASS,
  }).plan.document;

/** Every value inside, as the document with another one in its place. */
function* variants(value: Json, wrong: Json): Generator<Json> {
  yield wrong;
  if (isList(value)) {
    for (const [index, inner] of value.entries())
      for (const other of variants(inner, wrong)) yield value.with(index, other);
  } else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value))
      for (const other of variants(inner, wrong)) yield { ...value, [name]: other };
  }
}

for (const wrong of [5, 'x', null, [], {}, [5], [null]] as const) {
  test(`${JSON.stringify(wrong)} in any place is refused or lived with`, (t) => {
    const document = translate(BLANK_GATEWAY);
    for (const variant of variants({ ...document }, wrong)) {
      try {
        translate(checkGateway(variant, '--gateway f'));
      } catch (error) {
        if (!(error instanceof CliFailure)) {
          t.log(JSON.stringify(variant).slice(0, 2000));
          throw error;
        }
      }
    }
    t.pass();
  });
}
