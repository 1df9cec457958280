import test from 'ava';
import type { Json } from '../../../src/appgw/wire.ts';
import { references } from '../../../src/plan/references.ts';
import { GATEWAY_ID } from '../../helpers/desired.ts';

const found = test.macro((t, value: Json, ...expected: readonly string[]) => {
  t.deepEqual([...references(value)], expected);
});

test('a reference', found, { id: `${GATEWAY_ID}/probes/P` }, 'probes/p');
test(
  'at any depth',
  found,
  [{ a: { b: [{ id: `${GATEWAY_ID}/probes/a` }] } }, `${GATEWAY_ID}/httpListeners/b`],
  'probes/a',
  'httplisteners/b',
);
test('to a path rule: to its map', found, `${GATEWAY_ID}/urlPathMaps/m/pathRules/r`, 'urlpathmaps/m');
test('in any case', found, `${GATEWAY_ID}/PROBES/p`.toUpperCase(), 'probes/p');
test('to the gateway itself', found, GATEWAY_ID);
test(
  'to something else',
  found,
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/publicIPAddresses/p',
);
test('no text', found, [1, true, null, {}]);
