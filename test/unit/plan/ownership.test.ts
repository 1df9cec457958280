import test from 'ava';
import type { DesiredGateway } from '../../../src/appgw/desired.ts';
import type { Json, JsonObject, RawGateway } from '../../../src/appgw/wire.ts';
import { findRemovals, withoutRemoved } from '../../../src/plan/ownership.ts';
import { blankGateway, desiredGateway, idOf, item, nameIn, ref } from '../../helpers/desired.ts';

const settings = nameIn('backendHttpSettingsCollection', 's');
const ours = (
  collection: 'backendAddressPools' | 'backendHttpSettingsCollection' | 'probes' | 'httpListeners',
  readable: string,
  properties: JsonObject = {},
): Json => ({
  name: nameIn(collection, readable),
  properties,
});
/** Settings, and the probe that they refer to: both of ours, neither wanted. */
const LEFT = {
  backendHttpSettingsCollection: [
    ours('backendHttpSettingsCollection', 's', { probe: ref('probes', 'p') as unknown as JsonObject }),
  ],
  probes: [ours('probes', 'p')],
};
const refersToSettings = (name = 'theirs'): Json => ({
  name,
  properties: { backendHttpSettings: idOf('backendHttpSettingsCollection', settings) },
});

const stays = test.macro(
  (
    t,
    properties: RawGateway['properties'],
    by: string | null,
    desired: DesiredGateway = desiredGateway({}),
  ) => {
    const { removed, diagnostics } = findRemovals(blankGateway({ ...LEFT, ...properties }), desired);
    t.deepEqual(removed, []);
    const expected = by === null ? [] : [by, `backendHttpSettingsCollection/${settings}`];
    t.deepEqual(
      diagnostics.map(({ detail }) => (detail as { readonly by: string }).by),
      expected,
    );
    t.true(diagnostics.every(({ code, object }) => code === 'FOREIGN_REFERENCE' && object === null));
  },
);

test('without a referrer both go', (t) => {
  const { removed, diagnostics } = findRemovals(blankGateway(LEFT), desiredGateway({}));
  t.deepEqual(
    removed.map(({ collection }) => collection),
    ['backendHttpSettingsCollection', 'probes'],
  );
  t.true(
    removed.every(({ action, owners, fields }) => action === 'delete' && owners.length + fields.length === 0),
  );
  t.deepEqual(diagnostics, []);
});

test(
  'a foreign rule keeps what it refers to, and what that refers to',
  stays,
  { requestRoutingRules: [refersToSettings()] },
  'requestRoutingRules/theirs',
);
test(
  'a foreign path rule',
  stays,
  { urlPathMaps: [{ name: 'm', properties: { pathRules: [refersToSettings()] } }] },
  'urlPathMaps/m',
);
test('an unknown collection', stays, { futures: [refersToSettings()] }, 'futures/theirs');
test(
  'a member of the gateway',
  stays,
  { globalConfiguration: { future: idOf('backendHttpSettingsCollection', settings) } },
  'globalConfiguration',
);
test(
  'a list without names',
  stays,
  { futures: [[idOf('backendHttpSettingsCollection', settings).id]] },
  'futures',
);
test(
  'another instance',
  stays,
  { requestRoutingRules: [refersToSettings('k2.rule.x.0123456789ab')] },
  'requestRoutingRules/k2.rule.x.0123456789ab',
);
test(
  'an id in another case',
  stays,
  {
    requestRoutingRules: [
      {
        name: 'theirs',
        properties: { x: { id: idOf('BackendHttpSettingsCollection', settings).id.toUpperCase() } },
      },
    ],
  },
  'requestRoutingRules/theirs',
);
test(
  'what is ours and wanted keeps without a word',
  stays,
  { httpListeners: [ours('httpListeners', 'l', { x: idOf('backendHttpSettingsCollection', settings) })] },
  null,
  desiredGateway({ httpListeners: [item('httpListeners', 'l', { protocol: 'Http' })] }),
);
test(
  'one that is foreign is named before ours',
  stays,
  {
    httpListeners: [ours('httpListeners', 'l', { x: idOf('backendHttpSettingsCollection', settings) })],
    requestRoutingRules: [refersToSettings()],
  },
  'requestRoutingRules/theirs',
  desiredGateway({ httpListeners: [item('httpListeners', 'l', { protocol: 'Http' })] }),
);

test('a surrendered sub-resource stays while something else refers to it', (t) => {
  const gateway = blankGateway({
    httpListeners: [{ name: 'legacy', properties: {} }],
    future: [{ name: 'f', properties: idOf('httpListeners', 'legacy') }],
  });
  const desired = desiredGateway({}, { surrendered: [{ collection: 'httpListeners', name: 'legacy' }] });
  const { removed, diagnostics } = findRemovals(gateway, desired);
  t.deepEqual(removed, []);
  t.deepEqual(diagnostics[0]?.detail, { collection: 'httpListeners', name: 'legacy', by: 'future/f' });
});

const foreign = test.macro((t, collection: string, name: string) => {
  t.deepEqual(
    findRemovals(blankGateway({ [collection]: [{ name, properties: {} }] }), desiredGateway({})).removed,
    [],
  );
});
const hash = '0123456789ab';
test('a name without our grammar', foreign, 'probes', 'k1-probe');
test('a kind that does not fit the collection', foreign, 'probes', `k1.pool.x.${hash}`);
test('another instance’s name', foreign, 'probes', `k2.probe.x.${hash}`);
test('a cut hash', foreign, 'probes', 'k1.probe.x.0123');
test('a collection that we never write', foreign, 'listeners', `k1.listener.x.${hash}`);
test('a child without a name', (t) => {
  t.deepEqual(
    findRemovals(blankGateway({ probes: [{ properties: {} }, null, 'x'] }), desiredGateway({})).removed,
    [],
  );
});

test('what goes leaves the rest in its order', (t) => {
  const gateway = blankGateway({
    Probes: [{ name: 'a', properties: {} }, ours('probes', 'p'), { name: 'b', properties: {} }],
  });
  const { removed } = findRemovals(gateway, desiredGateway({}));
  t.deepEqual(withoutRemoved(gateway, removed).properties['Probes'], [
    { name: 'a', properties: {} },
    { name: 'b', properties: {} },
  ]);
  t.is(withoutRemoved(gateway, []), gateway);
});
