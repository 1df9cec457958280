import test from 'ava';
import {
  firewallPolicyId,
  firewallPolicyName,
  isOwnFirewallPolicy,
} from '../../../src/appgw/firewall-policy.ts';

const NAME = firewallPolicyName('k-abc', ['10.0.0.0/8', '192.0.2.0/24'], '/Policies/Base');

test('equal content is one name', (t) => {
  t.is(firewallPolicyName('k-abc', ['192.0.2.0/24', '10.0.0.0/8'], '/policies/base'), NAME);
  const others = [
    firewallPolicyName('k-abc', ['10.0.0.0/8'], '/policies/base'),
    firewallPolicyName('k-abc', ['10.0.0.0/8', '192.0.2.0/24'], '/policies/other'),
    firewallPolicyName('k-abd', ['10.0.0.0/8', '192.0.2.0/24'], '/policies/base'),
  ];
  t.is(new Set([NAME, ...others]).size, 4);
});
test('fit for a resource of ARM', (t) => t.regex(NAME, /^[a-z0-9][a-z0-9-]{0,78}[a-z0-9]$/));

const ours = test.macro({
  exec: (t, name: string, instance: string, expected: boolean) =>
    t.is(isOwnFirewallPolicy(name, instance), expected),
  title: (_, name: string, instance: string) => `${name} for ${instance}`,
});
test(ours, NAME, 'k-abc', true);
test(ours, NAME.toUpperCase(), 'k-abc', true);
test(ours, NAME, 'k', false);
test(ours, `x-${NAME}`, 'k-abc', false);
test(ours, 'k-abc-waf-handmade', 'k-abc', false);

test('in the resource group of the gateway', (t) =>
  t.is(
    firewallPolicyId(
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationgateways/gw',
      'p',
    ),
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/p',
  ));
