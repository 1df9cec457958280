import test from 'ava';
import { ResourceIdError, formatGatewayId, parseGatewayId } from '../../../src/azure/resource-id.ts';

const S = '01234567-89ab-cdef-0123-456789abcdef';
const ID = `/subscriptions/${S}/resourceGroups/my-rg_(1).x/providers/Microsoft.Network/applicationGateways/gw-1`;
const PARTS = { subscriptionId: S, resourceGroup: 'my-rg_(1).x', name: 'gw-1' };

test('an id is taken apart and put together', (t) => {
  t.deepEqual(parseGatewayId(ID), PARTS);
  t.is(formatGatewayId(PARTS), ID);
});

test('fixed words are read without case and written in their own; names keep theirs', (t) => {
  const odd = ID.replace('resourceGroups', 'resourcegroups')
    .replace('Microsoft.Network/applicationGateways', 'microsoft.network/APPLICATIONGATEWAYS')
    .replace('gw-1', 'Gw-1');
  t.is(formatGatewayId(parseGatewayId(`${odd}/`)), ID.replace('gw-1', 'Gw-1'));
});

for (const [text, reason] of [
  ['', /does not start with "\/"/],
  ['gw-1', /does not start with "\/"/],
  [`/subscriptions/${S}`, /"resourceGroups" is missing/],
  [ID.replace('subscriptions', 'subscription'), /"subscription" stands where "subscriptions" is expected/],
  [ID.replace('Microsoft.Network', 'Microsoft.Compute'), /"Microsoft.Compute" stands where/],
  [ID.replace('applicationGateways', 'loadBalancers'), /"loadBalancers" stands where "applicationGateways"/],
  [ID.replace(S, 'dev'), /"dev" is not a subscription id/],
  [ID.replace('my-rg_(1).x', 'rg.'), /"rg\." cannot be the name of a resource group/],
  [ID.replace('my-rg_(1).x', ''), /"" cannot be the name of a resource group/],
  [ID.replace('/gw-1', ''), /"" cannot be the name of a gateway/],
  [ID.replace('gw-1', '-gw'), /"-gw" cannot be the name of a gateway/],
  [ID.replace('gw-1', 'g'.repeat(81)), /cannot be the name of a gateway/],
  [`${ID}?api-version=1`, /"gw-1\?api-version=1" cannot be the name/],
  [`${ID}/httpListeners/l`, /"httpListeners\/l" goes beyond the gateway/],
] as const) {
  test(`refused: ${text}`, (t) => {
    const error = t.throws(() => parseGatewayId(text), { instanceOf: ResourceIdError, message: reason });
    t.is(error.code, 'RESOURCE_ID_INVALID');
    t.true(error.message.includes('expected /subscriptions/<id>/'));
  });
}
