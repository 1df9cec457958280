import test from 'ava';
import { GROUP, ID, child, propertiesOf, smallest, startArm } from '../_harness.ts';

const other = ID.replace('/rg/', '/rg2/');
const foreign = ID.replace('/0000/', '/1111/');
const gateways = { [ID]: smallest(), [other]: smallest(), [foreign]: smallest() };
const idsOf = (body: unknown): readonly string[] =>
  (body as { value: { id: string }[] }).value.map(({ id }) => id);

test('gateways of a resource group, of a subscription, of an empty group', async (t) => {
  const arm = startArm(t, { gateways });
  t.deepEqual(idsOf((await arm.call('GET', `${GROUP.toUpperCase()}/applicationGateways`)).body), [ID]);
  const subscription = '/subscriptions/0000/providers/Microsoft.Network/applicationGateways';
  t.deepEqual(idsOf((await arm.call('GET', subscription)).body), [ID, other]);
  t.deepEqual(idsOf((await arm.call('GET', `${GROUP.replace('/rg/', '/r/')}/applicationGateways`)).body), []);
});

test('the public address of a frontend', async (t) => {
  const arm = startArm(t, { gateways });
  const { status, body } = await arm.call('GET', `${GROUP}/publicIPAddresses/PIP`);
  t.is(status, 200);
  t.like(body, {
    id: `${GROUP}/publicIPAddresses/pip`,
    type: 'Microsoft.Network/publicIPAddresses',
    properties: {
      dnsSettings: { domainNameLabel: 'pip', fqdn: 'pip.westus.cloudapp.azure.com' },
      ipConfiguration: { id: `${ID}/frontendIPConfigurations/public` },
    },
  });
  t.regex(JSON.stringify(propertiesOf(body)['ipAddress']), /^"203\.0\.113\.\d+"$/);
  t.is((await arm.call('GET', `${GROUP}/publicIPAddresses/other`)).status, 404);
});

test('the address can be chosen; a private frontend has none', async (t) => {
  const arm = startArm(t, {
    gateways: {
      [ID]: smallest({
        frontendIPConfigurations: [
          child('private', { subnet: { id: `${GROUP}/virtualNetworks/v/subnets/s` } }),
          child('public', { publicIPAddress: { id: `${GROUP}/publicIPAddresses/pip` } }),
        ],
      }),
    },
    addressOf: () => '127.0.0.1',
  });
  const { body } = await arm.call('GET', `${GROUP}/publicIPAddresses/pip`);
  t.is(propertiesOf(body)['ipAddress'], '127.0.0.1');
});
