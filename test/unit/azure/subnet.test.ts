import test from 'ava';
import { readSubnet } from '../../../src/azure/subnet.ts';

test('one range, delegated, with routes', (t) =>
  t.deepEqual(
    readSubnet({
      properties: {
        addressPrefix: '10.0.0.0/24',
        delegations: [{ properties: { serviceName: 'Microsoft.Network/applicationGateways' } }],
        routeTable: { id: '/tables/a' },
      },
    }),
    {
      prefixes: ['10.0.0.0/24'],
      delegations: ['Microsoft.Network/applicationGateways'],
      routeTableId: '/tables/a',
    },
  ));

test('several ranges, each once', (t) =>
  t.deepEqual(readSubnet({ properties: { addressPrefix: 'a', addressPrefixes: ['a', 'b'] } }), {
    prefixes: ['a', 'b'],
    delegations: [],
    routeTableId: null,
  }));

for (const body of [null, 'x', {}, { properties: { addressPrefixes: [] } }]) {
  test(`no subnet: ${JSON.stringify(body)}`, (t) => {
    t.throws(() => readSubnet(body), { code: 'UnexpectedBody' });
  });
}
