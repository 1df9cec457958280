import test from 'ava';
import { buildName, identityHash } from '../../../src/appgw/names.ts';
import { surrender } from '../../../src/appgw/surrender.ts';
import type { JsonObject, RawGateway } from '../../../src/appgw/wire.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';
import { foreign, gateway, idOf } from '../../helpers/routing.ts';

const gives = test.macro({
  exec: (t, raw: RawGateway, names: readonly string[], expected: readonly string[]) => {
    const given = (of: RawGateway): readonly string[] =>
      surrender(of, names, 'default')
        .map(({ collection, name }) => `${collection}/${name}`)
        .toSorted();
    t.deepEqual(given(raw), expected.toSorted());
    t.deepEqual(given(serverAnswer(raw)), expected.toSorted(), 'back references of a GET do not count');
  },
  title: (name) => name!,
});

const two = foreign([{ name: 'one' }, { name: 'two', port: 81 }]);
const ONE = [
  'backendAddressPools/one-pool',
  'backendHttpSettingsCollection/one-settings',
  'httpListeners/one-listener',
  'requestRoutingRules/one',
];
test('nothing is asked for', gives, gateway(two), [], []);
test('no such rule', gives, gateway(two), ['nine'], []);
test('a rule with what only it reaches, but not its port', gives, gateway(two), ['one'], ONE);
test('names are compared without case', gives, gateway(two), ['ONE'], ONE);

const sharing = {
  ...two,
  requestRoutingRules: (two['requestRoutingRules'] as readonly JsonObject[]).map((rule) => ({
    ...rule,
    properties: {
      ...(rule['properties'] as JsonObject),
      backendAddressPool: idOf('backendAddressPools', 'one-pool'),
    },
  })),
};
test('what another rule uses stays', gives, gateway(sharing), ['one'], ONE.slice(1));
test(
  'unless that one is given too',
  gives,
  gateway(sharing),
  ['one', 'two'],
  [
    ...ONE,
    'backendHttpSettingsCollection/two-settings',
    'httpListeners/two-listener',
    'requestRoutingRules/two',
  ],
);

test(
  'chains are followed: map, path rules, settings, probe',
  gives,
  gateway({
    probes: [
      { name: 'probe', properties: { protocol: 'Http' } },
      { name: 'other', properties: { protocol: 'Http' } },
    ],
    backendAddressPools: [{ name: 'pool', properties: {} }],
    backendHttpSettingsCollection: [
      { name: 'settings', properties: { port: 80, probe: idOf('probes', 'probe') } },
    ],
    urlPathMaps: [
      {
        name: 'map',
        properties: {
          defaultBackendAddressPool: idOf('backendAddressPools', 'pool'),
          pathRules: [
            {
              name: 'p',
              properties: {
                paths: ['/x'],
                backendHttpSettings: idOf('backendHttpSettingsCollection', 'settings'),
              },
            },
          ],
        },
      },
    ],
    requestRoutingRules: [
      { name: 'rule', properties: { priority: 1, urlPathMap: idOf('urlPathMaps', 'map') } },
    ],
  }),
  ['rule'],
  [
    'backendAddressPools/pool',
    'backendHttpSettingsCollection/settings',
    'probes/probe',
    'requestRoutingRules/rule',
    'urlPathMaps/map',
  ],
);

const own = buildName({
  instance: 'default',
  collection: 'backendAddressPools',
  readable: 'x',
  hash: identityHash('x'),
});
test(
  'ours is not theirs to give',
  gives,
  gateway({
    backendAddressPools: [{ name: own, properties: {} }],
    requestRoutingRules: [
      { name: 'rule', properties: { priority: 1, backendAddressPool: idOf('backendAddressPools', own) } },
    ],
  }),
  ['rule'],
  ['requestRoutingRules/rule'],
);
