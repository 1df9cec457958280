import test from 'ava';
import { scripted } from '../../../../../src/emulator/arm/faults/scripted.ts';
import { SURROUNDINGS } from '../../../../../src/emulator/arm/validate/surroundings.ts';
import { GROUP, ID, smallest, startArm } from '../_harness.ts';

const SUBNET = `${GROUP}/virtualNetworks/v/subnets/s`;
const IDENTITY = '/identities/a';

for (const [problem, status, code, names] of [
  ['subnetJoin', 403, 'ApplicationGatewayInsufficientPermissionOnSubnet', SUBNET],
  ['identityAssign', 403, 'LinkedAuthorizationFailed', IDENTITY],
  ['vaultAccess', 403, 'LinkedAccessCheckFailed', IDENTITY],
  ['subnetOccupied', 400, 'ApplicationGatewaySubnetCannotHaveOtherResources', SUBNET],
  ['subnetSecurityGroup', 400, 'ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup', SUBNET],
  ['subnetRoutes', 400, 'ApplicationGatewaySubnetUserDefinedRouteNotAllowed', SUBNET],
] as const) {
  test(`${problem}: ${code}, and nothing is changed`, async (t) => {
    const gateway = {
      ...smallest(),
      identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
    };
    const faults = [scripted([{ on: 'put', action: { kind: 'surroundings', problem } }])];
    const arm = startArm(t, { faults, gateways: { [ID]: gateway } });
    const { etag } = (await arm.get()).body;
    const refused = await arm.put(gateway);
    t.is(refused.status, status);
    t.like(refused.body, { error: { code } });
    t.true(JSON.stringify(refused.body).includes(names));
    t.is((await arm.get()).body['etag'], etag);
    t.is((await arm.put(gateway)).status, 200);
  });
}

test('a wrong document is told before what is around it', async (t) => {
  const faults = [scripted([{ on: 'put', action: { kind: 'surroundings', problem: 'subnetJoin' } }])];
  const refused = await startArm(t, { faults }).put(smallest({ httpListeners: [] }));
  t.not(refused.status, 403);
});

test('each has a name', (t) => t.is(SURROUNDINGS.length, 6));
