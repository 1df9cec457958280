import test from 'ava';
import { stripInvalidMembers, withoutMembers } from '../../../src/azure/invalid-member.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { ArmError } from '../../../src/controller/arm-error.ts';

const LIVE: RawGateway = {
  location: 'westeurope',
  properties: {
    enableHttp3: false,
    sku: { name: 'Standard_v2', shiny: 1 },
    probes: [
      { name: 'a', properties: { path: '/', shiny: true } },
      { name: 'b', properties: { path: '/' } },
      { name: 'c', properties: { path: '/', shiny: null } },
    ],
  },
};

const refusal = (...messages: readonly string[]) =>
  new ArmError({
    code: 'InvalidJson',
    kind: 'bug',
    message: '',
    details: [
      { code: 'InvalidRequestFormat', message: 'Cannot parse the request.' },
      ...messages.map((message) => ({ code: 'InvalidJson', message })),
    ],
  });
const complaint = (member: string, path: string) =>
  `Could not find member '${member}' on object of type 'ApplicationGatewayThing'. Path '${path}', line 1, position 1964.`;

const paths = (...messages: readonly string[]) =>
  stripInvalidMembers(LIVE, refusal(...messages))?.paths ?? null;

test('the member goes from every item of the collection, all else stays', (t) => {
  const before = structuredClone(LIVE);
  const stripped = stripInvalidMembers(
    LIVE,
    refusal(complaint('shiny', 'properties.probes[2].properties.shiny')),
  );
  t.deepEqual(stripped?.paths, ['properties.probes[*].properties.shiny']);
  t.deepEqual(stripped?.document, {
    ...LIVE,
    properties: {
      ...LIVE.properties,
      probes: ['a', 'b', 'c'].map((name) => ({ name, properties: { path: '/' } })),
    },
  });
  t.deepEqual(LIVE, before);
});

test('several complaints of one answer are met together, each once', (t) => {
  const shiny = complaint('shiny', 'properties.probes[0].properties.shiny');
  t.deepEqual(paths(shiny, complaint('enableHttp3', 'properties.enableHttp3'), shiny), [
    'properties.probes[*].properties.shiny',
    'properties.enableHttp3',
  ]);
});

for (const [name, message] of [
  ['a member that was not sent', complaint('other', 'properties.other')],
  ['a path of another member', complaint('shiny', 'properties.enableHttp3')],
  ['a path into a list that is none', complaint('shiny', 'properties.sku[0].shiny')],
  ['the properties themselves', complaint('properties', 'properties')],
  ['a whole collection', complaint('probes', 'properties.probes')],
  ['the name of an item', complaint('name', 'properties.probes[0].name')],
  ['another complaint', "Error converting value 'x' to type 'y'. Path 'properties.enableHttp3', line 1."],
] as const) {
  test(`nothing is stripped for ${name}`, (t) => t.is(paths(message), null));
}

test('only InvalidJson counts', (t) => {
  const message = complaint('shiny', 'properties.sku.shiny');
  t.deepEqual(paths(message), ['properties.sku.shiny']);
  const error = new ArmError({ code: 'x', kind: 'invalid', message, details: [{ code: 'x', message }] });
  t.is(stripInvalidMembers(LIVE, error), null);
});

test('a document without the remembered members is the same object', (t) => {
  t.is(withoutMembers(LIVE, ['properties.gone', 'properties.probes[*].properties.gone']), LIVE);
  t.is(withoutMembers(LIVE, []), LIVE);
});
