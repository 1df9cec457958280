import test, { type ExecutionContext } from 'ava';
import type { JsonObject, RawGateway } from '../../../../../src/appgw/wire.ts';
import { GROUP, ID, smallest, startArm, type Harness } from '../_harness.ts';

const POLICY = `${GROUP}/ApplicationGatewayWebApplicationFirewallPolicies/p`;
const WAF = { name: 'WAF_v2', tier: 'WAF_v2', capacity: 1 };
const gateway = (id: string, sku: JsonObject = WAF): RawGateway => {
  const { properties, ...rest } = smallest({ sku, firewallPolicy: { id } });
  const [listener] = properties['httpListeners'] as readonly [{ properties: JsonObject }];
  const httpListeners = [{ ...listener, properties: { ...listener.properties, firewallPolicy: { id } } }];
  return { ...rest, properties: { ...properties, httpListeners } };
};

async function withPolicy(t: ExecutionContext): Promise<Harness> {
  const harness = startArm(t);
  const policy = { location: 'westus', properties: { managedRules: { managedRuleSets: [] } } };
  await harness.call('PUT', POLICY, policy);
  return harness;
}
const codeOf = ({ body }: { body: JsonObject }): unknown => (body['error'] as JsonObject)?.['code'];

test('a policy shows whom it judges, and stays while it judges anybody', async (t) => {
  const arm = await withPolicy(t);
  t.is((await arm.settle(gateway(POLICY.toUpperCase()))).status, 201);
  const { body } = await arm.call('GET', POLICY);
  t.like(body, { properties: { applicationGateways: [{ id: ID }] } });
  t.is(((body['properties'] as JsonObject)['httpListeners'] as readonly unknown[]).length, 1);
  const refused = await arm.call('DELETE', POLICY);
  t.is(refused.status, 400);
  t.is(codeOf(refused), 'ApplicationGatewayFirewallPolicyInUse');
  await arm.settle(smallest({ sku: WAF }));
  t.is((await arm.call('DELETE', POLICY)).status, 202);
});

test('a gateway cannot refer to a policy that is not there', async (t) => {
  t.is(codeOf(await startArm(t).put(gateway(POLICY))), 'InvalidResourceReference');
});

test('nor can one without a firewall refer to any', async (t) => {
  const arm = await withPolicy(t);
  const sku = { name: 'Standard_v2', tier: 'Standard_v2', capacity: 1 };
  t.is(codeOf(await arm.put(gateway(POLICY, sku))), 'ApplicationGatewayFirewallPolicyNotSupportedForSku');
});

test('what a given gateway refers to is there from the start', async (t) => {
  const arm = startArm(t, { gateways: { [ID]: gateway(POLICY) } });
  t.like((await arm.call('GET', POLICY)).body, { properties: { policySettings: { mode: 'Prevention' } } });
  t.is((await arm.settle((await arm.get()).body)).status, 200);
});
