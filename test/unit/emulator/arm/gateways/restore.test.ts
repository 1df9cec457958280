import test from 'ava';
import { ID, child, childOf, propertiesOf, smallest, startArm } from '../_harness.ts';

test('a given gateway is completed and served as it is, without validation', async (t) => {
  const given = smallest({ httpListeners: [], requestRoutingRules: [], newMember: { a: 1 } });
  const { body, status } = await startArm(t, { gateways: { [ID]: given } }).get();
  t.is(status, 200);
  t.like(body, { id: ID, name: 'gw', type: 'Microsoft.Network/applicationGateways' });
  t.like(propertiesOf(body), {
    provisioningState: 'Succeeded',
    operationalState: 'Running',
    newMember: { a: 1 },
    probes: [],
  });
  t.is(childOf(body, 'frontendPorts')['id'], `${ID}/frontendPorts/p80`);
});

test('state that a given GET body has is kept', async (t) => {
  const given = smallest({ provisioningState: 'Failed', operationalState: 'Stopped', resourceGuid: 'g' });
  const { body } = await startArm(t, { gateways: { [ID]: given } }).get();
  t.like(propertiesOf(body), { provisioningState: 'Failed', operationalState: 'Stopped', resourceGuid: 'g' });
});

test('data that is no PFX, as in a printed document, is left out', (t) => {
  const certificate = child('c', { data: 'sha256:00', password: '***', publicCertData: 'MII' });
  const { arm } = startArm(t, { gateways: { [ID]: smallest({ sslCertificates: [certificate] }) } });
  t.deepEqual(propertiesOf(childOf(arm.document(ID)!, 'sslCertificates')), {
    provisioningState: 'Succeeded',
    publicCertData: 'MII',
  });
});
