import test from 'ava';
import { limitUse } from '../../../src/appgw/limit-use.ts';
import { limitsOf } from '../../../src/appgw/limits.ts';
import type { Json, RawGateway } from '../../../src/appgw/wire.ts';

const LIMITS = limitsOf({ sku: 'Standard_v2', oldWafRules: false });
const children = (count: number, properties: Json = {}): Json =>
  Array.from({ length: count }, (_, index) => ({ name: `n${index}`, properties }));
const documentOf = (properties: RawGateway['properties']): RawGateway => ({ properties });

const used = test.macro((t, properties: RawGateway['properties'], name: string, expected: number) => {
  const found = limitUse(documentOf(properties), LIMITS).find((use) => use.name === name);
  t.is(found?.used, expected);
});
test('children of a collection', used, { httpListeners: children(3) }, 'httpListeners', 3);
test('a collection that is absent', used, {}, 'sslCertificates', 0);
test('members in the case of AGIC', used, { frontEndPorts: children(2) }, 'frontendPorts', 2);
test(
  'a rule that only redirects keeps no listener active',
  used,
  {
    requestRoutingRules: [
      { name: 'a', properties: { redirectConfiguration: { id: '/r' } } },
      { name: 'b', properties: { backendAddressPool: { id: '/p' } } },
    ],
  },
  'activeListeners',
  1,
);
test(
  'path rules of the fullest map',
  used,
  {
    urlPathMaps: [
      { name: 'a', properties: { pathRules: children(2) } },
      { name: 'b', properties: { pathRules: children(5) } },
      { name: 'c', properties: {} },
    ],
  },
  'pathRulesPerMap',
  5,
);
test(
  'targets of the fullest pool',
  used,
  {
    backendAddressPools: [
      { name: 'a', properties: { backendAddresses: [{ ipAddress: '10.0.0.1' }, { ipAddress: '10.0.0.2' }] } },
      { name: 'b', properties: {} },
    ],
  },
  'targetsPerPool',
  2,
);

test('each limit once, with its figure; no figure, no entry', (t) => {
  const uses = limitUse(documentOf({}), LIMITS);
  t.is(new Set(uses.map(({ name }) => name)).size, uses.length);
  t.deepEqual(
    uses.find(({ name }) => name === 'httpListeners'),
    { name: 'httpListeners', used: 0, limit: 200 },
  );
  t.false(uses.some(({ name }) => name === 'probes'));
});
