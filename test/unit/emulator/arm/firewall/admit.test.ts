import test from 'ava';
import type { Json, JsonObject } from '../../../../../src/appgw/wire.ts';
import { GROUP, startArm } from '../_harness.ts';

const ID = `${GROUP}/ApplicationGatewayWebApplicationFirewallPolicies/p`;
const condition = (matchValues: readonly string[], more: JsonObject = {}): JsonObject => ({
  matchVariables: [{ variableName: 'RemoteAddr' }],
  operator: 'IPMatch',
  matchValues,
  ...more,
});
const rule = (more: JsonObject = {}): JsonObject => ({
  name: 'r',
  priority: 1,
  ruleType: 'MatchRule',
  action: 'Block',
  matchConditions: [condition(['10.0.0.0/8'])],
  ...more,
});
const policy = (properties: JsonObject = {}): JsonObject => ({
  location: 'westus',
  properties: { managedRules: { managedRuleSets: [] }, ...properties },
});

test('written at once, shown with its defaults, listed, and deleted by an operation', async (t) => {
  const { call, clock } = startArm(t);
  t.is((await call('GET', ID)).status, 404);
  t.is((await call('PUT', ID, policy({ customRules: [rule()] }))).status, 201);
  t.is((await call('PUT', ID, policy({ customRules: [rule()] }))).status, 200);
  const { body } = await call('GET', ID);
  t.like(body, {
    name: 'p',
    id: ID,
    properties: {
      provisioningState: 'Succeeded',
      policySettings: { state: 'Enabled', mode: 'Detection' },
      customRules: [{ state: 'Enabled', matchConditions: [{ negationConditon: false }] }],
    },
  });
  const list = await call('GET', ID.slice(0, -'/p'.length));
  t.is((list.body['value'] as readonly Json[]).length, 1);
  const deleted = await call('DELETE', ID);
  t.is(deleted.status, 202);
  t.truthy(deleted.headers['location']);
  await clock.advance(20_000);
  t.is((await call('GET', ID)).status, 404);
  t.is((await call('DELETE', ID)).status, 204);
});

const many = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `10.0.${at >> 8}.${at & 255}`);
const INVALID = 'ApplicationGatewayFirewallCustomRuleIsInvalid';
for (const [what, body, code] of [
  ['no location', { properties: {} }, 'LocationRequired'],
  [
    'no managed rules',
    { location: 'x', properties: {} },
    'ApplicationGatewayFirewallManagedRulesMustBeSpecified',
  ],
  ['an unknown member', policy({ rules: [] }), 'InvalidRequestFormat'],
  ['priority 0', policy({ customRules: [rule({ priority: 0 })] }), INVALID],
  ['priority 101', policy({ customRules: [rule({ priority: 101 })] }), INVALID],
  ['a priority twice', policy({ customRules: [rule(), rule({ name: 's' })] }), INVALID],
  ['a name twice', policy({ customRules: [rule(), rule({ name: 'R', priority: 2 })] }), INVALID],
  ['a name with a hyphen', policy({ customRules: [rule({ name: 'a-b' })] }), INVALID],
  ['no condition', policy({ customRules: [rule({ matchConditions: [] })] }), INVALID],
  ['no address', policy({ customRules: [rule({ matchConditions: [condition([])] })] }), INVALID],
  ['no network', policy({ customRules: [rule({ matchConditions: [condition(['10.0.0.0/33'])] })] }), INVALID],
  ['601 networks', policy({ customRules: [rule({ matchConditions: [condition(many(601))] })] }), INVALID],
  [
    '101 rules',
    policy({ customRules: many(101).map((_, at) => rule({ name: `r${at}`, priority: at + 1 })) }),
    'ApplicationGatewayFirewallCustomRuleLimitReached',
  ],
  [
    '600 networks of both families',
    policy({ customRules: [rule({ matchConditions: [condition([...many(599), '2001:db8::/32'])] })] }),
    null,
  ],
  [
    'a hundred rules',
    policy({ customRules: many(100).map((_, at) => rule({ name: `r${at}`, priority: at + 1 })) }),
    null,
  ],
] as const) {
  test(`${what}: ${code ?? 'accepted'}`, async (t) => {
    const answer = await startArm(t).call('PUT', ID, body);
    t.is(answer.status, code === null ? 201 : 400);
    t.is((answer.body['error'] as JsonObject | undefined)?.['code'] ?? null, code);
  });
}
