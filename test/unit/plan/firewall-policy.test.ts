import test from 'ava';
import type { JsonObject, RawFirewallPolicy } from '../../../src/appgw/wire.ts';
import { FIREWALL_TAG, firewallDocument, sameFirewall } from '../../../src/plan/firewall-policy.ts';

const rule = (name: string, priority: number): JsonObject => ({ name, priority, action: 'Allow' });
const policy = (properties: JsonObject = {}): RawFirewallPolicy => ({
  location: 'westeurope',
  properties: {
    policySettings: { state: 'Enabled', mode: 'Prevention', requestBodyCheck: true },
    customRules: [rule('geo', 20), rule('admin', 10)],
    managedRules: { managedRuleSets: [{ ruleSetType: 'OWASP', ruleSetVersion: '3.2' }], exclusions: [] },
    ...properties,
  },
});
const WANTED = { base: '/policies/Base', ranges: ['10.0.0.0/8', '2001:db8::/32'] };
const build = (source: RawFirewallPolicy): RawFirewallPolicy => {
  const built = firewallDocument(WANTED, source, 'k1');
  if (built.kind === 'refused') throw new Error(built.reason);
  return built.document;
};
const rulesOf = ({ properties }: RawFirewallPolicy): readonly string[] =>
  (properties['customRules'] as readonly { name: string; priority: number }[]).map(
    ({ name, priority }) => `${name} ${priority}`,
  );

test('the copy has everything of its base, and one rule in front', (t) => {
  const { tags, location, properties } = build(policy());
  t.is(tags?.[FIREWALL_TAG], 'k1');
  t.is(location, 'westeurope');
  t.deepEqual(properties['managedRules'], policy().properties['managedRules']);
  t.deepEqual((properties['customRules'] as readonly JsonObject[])[0], {
    name: 'sourceRanges',
    priority: 1,
    state: 'Enabled',
    ruleType: 'MatchRule',
    action: 'Block',
    matchConditions: [
      {
        matchVariables: [{ variableName: 'RemoteAddr' }],
        operator: 'IPMatch',
        negationConditon: true,
        matchValues: WANTED.ranges,
      },
    ],
  });
});

for (const [what, rules, expected] of [
  [
    'numbers stay where the first is free',
    [
      ['geo', 20],
      ['admin', 10],
    ],
    ['sourceRanges 1', 'geo 20', 'admin 10'],
  ],
  [
    'else all move, in their order',
    [
      ['geo', 9],
      ['admin', 1],
    ],
    ['sourceRanges 1', 'admin 2', 'geo 3'],
  ],
  ['none', [], ['sourceRanges 1']],
] as const) {
  test(`priorities: ${what}`, (t) => {
    const customRules = rules.map(([name, priority]) => rule(name, priority));
    t.deepEqual(rulesOf(build(policy({ customRules }))), expected);
  });
}

for (const [what, properties, reason] of [
  ['a policy that only detects', { policySettings: { mode: 'Detection' } }, /Base.* not in mode Prevention/],
  ['one that says nothing of its mode', { policySettings: {} }, /not in mode Prevention/],
  ['one that is off', { policySettings: { mode: 'Prevention', state: 'Disabled' } }, /is disabled/],
  [
    'one that is full',
    { customRules: Array.from({ length: 100 }, (_, at) => rule(`r${at}`, at + 1)) },
    /no room/,
  ],
] as const) {
  test(`refused: ${what}`, (t) => {
    const built = firewallDocument(WANTED, policy(properties), 'k1');
    t.regex(built.kind === 'refused' ? built.reason : '', reason);
  });
}

/** As ARM shows what it was sent. */
const shown = (document: RawFirewallPolicy, properties: JsonObject = {}): RawFirewallPolicy => ({
  ...document,
  etag: 'W/"1"',
  tags: { ...document.tags, team: 'web' },
  properties: { ...document.properties, provisioningState: 'Succeeded', httpListeners: [], ...properties },
});
const OURS = build(policy());
const [first, ...others] = OURS.properties['customRules'] as readonly JsonObject[];

for (const [what, live, expected] of [
  ['as it was written', shown(OURS), true],
  [
    'with defaults of ARM in our rule',
    shown(OURS, { customRules: [{ ...first, groupByUserSession: [] }, ...others] }),
    true,
  ],
  ['rules in another order', shown(OURS, { customRules: [...others, first!] }), true],
  [
    'an empty member less',
    shown(OURS, { managedRules: { managedRuleSets: [{ ruleSetType: 'OWASP', ruleSetVersion: '3.2' }] } }),
    true,
  ],
  ['other ranges', shown(OURS, { customRules: [{ ...first, matchConditions: [] }, ...others] }), false],
  [
    'our rule switched off',
    shown(OURS, { customRules: [{ ...first, state: 'Disabled' }, ...others] }),
    false,
  ],
  ['a rule more', shown(OURS, { customRules: [first!, ...others, rule('new', 30)] }), false],
  ['a rule less', shown(OURS, { customRules: [first!, others[0]!] }), false],
  ['the settings changed', shown(OURS, { policySettings: { mode: 'Detection' } }), false],
  ['the managed rules changed', shown(OURS, { managedRules: {} }), false],
  ['without our tags', { ...shown(OURS), tags: {} }, false],
] as const) {
  test(`the same: ${what}: ${expected}`, (t) => t.is(sameFirewall(OURS, live), expected));
}
