import test from 'ava';
import type { JsonObject, RawFirewallPolicy } from '../../../../../src/appgw/wire.ts';
import { createFirewalls } from '../../../../../src/emulator/dataplane/compile/firewalls.ts';

const rule = (priority: number, action: string, networks: readonly string[], more: JsonObject = {}) => ({
  name: `r${priority}`,
  priority,
  action,
  ruleType: 'MatchRule',
  matchConditions: [
    { matchVariables: [{ variableName: 'RemoteAddr' }], operator: 'IPMatch', matchValues: networks, ...more },
  ],
});
const NOT = { negationConditon: true };
const policy = (
  rules: readonly object[],
  settings: JsonObject = { mode: 'Prevention' },
): RawFirewallPolicy => ({
  properties: { policySettings: settings, customRules: rules as unknown as readonly JsonObject[] },
});
const OTHER = { matchVariables: [{ variableName: 'RequestUri' }], operator: 'Contains', matchValues: ['x'] };

for (const [what, rules, address, blocked, settings] of [
  ['outside of the ranges', [rule(1, 'Block', ['10.0.0.0/8'], NOT)], '192.0.2.1', true],
  ['inside', [rule(1, 'Block', ['10.0.0.0/8'], NOT)], '10.1.2.3', false],
  ['a single address', [rule(1, 'Block', ['192.0.2.1'])], '192.0.2.1', true],
  ['IPv6', [rule(1, 'Block', ['2001:db8::/32', '10.0.0.0/8'], NOT)], '2001:db8::1', false],
  ['the other family', [rule(1, 'Block', ['10.0.0.0/8'], NOT)], '2001:db8::1', true],
  [
    'an earlier rule allows',
    [rule(2, 'Block', ['0.0.0.0/0']), rule(1, 'Allow', ['10.0.0.0/8'])],
    '10.1.2.3',
    false,
  ],
  [
    'a log decides nothing',
    [rule(1, 'Log', ['0.0.0.0/0']), rule(2, 'Block', ['0.0.0.0/0'])],
    '10.1.2.3',
    true,
  ],
  ['a rule that is off', [{ ...rule(1, 'Block', ['0.0.0.0/0']), state: 'Disabled' }], '10.1.2.3', false],
  ['in Detection', [rule(1, 'Block', ['0.0.0.0/0'])], '10.1.2.3', false, { mode: 'Detection' }],
  [
    'a policy that is off',
    [rule(1, 'Block', ['0.0.0.0/0'])],
    '10.1.2.3',
    false,
    { mode: 'Prevention', state: 'Disabled' },
  ],
  ['a rule on the path', [{ ...rule(1, 'Block', []), matchConditions: [OTHER] }], '10.1.2.3', false],
] as const) {
  test(`${what}: ${blocked ? 'turned away' : 'let in'}`, (t) => {
    const firewallOf = createFirewalls(
      () => policy(rules, settings),
      () => {},
    );
    t.is(firewallOf({ id: '/p' })!(address), blocked);
  });
}

test('a policy that changes counts from the next request, and each gap is said once', (t) => {
  const warnings: string[] = [];
  let current = policy([rule(1, 'Block', ['10.0.0.0/8'])]);
  const firewall = createFirewalls(
    () => current,
    (message) => void warnings.push(message),
  )({ id: '/p' })!;
  t.true(firewall('10.1.2.3'));
  current = policy([{ ...rule(1, 'Block', []), matchConditions: [OTHER] }]);
  t.false(firewall('10.1.2.3'));
  current = { ...current };
  t.false(firewall('10.1.2.3'));
  t.deepEqual(
    warnings.map((warning) => /managed|r1/.exec(warning)?.[0]),
    ['managed', 'r1'],
  );
});

test('no reference, no policy: nobody is turned away', (t) => {
  const firewallOf = createFirewalls(
    () => null,
    () => {},
  );
  t.is(firewallOf(undefined), null);
  t.false(firewallOf({ id: '/p' })!('10.1.2.3'));
});
