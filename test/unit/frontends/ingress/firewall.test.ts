import test from 'ava';
import type { Policy } from '../../../../src/api/policy.ts';
import { hostFirewall, pathFirewall } from '../../../../src/frontends/ingress/firewall.ts';
import type { Firewall } from '../../../../src/routing/model.ts';
import { ingress } from '../../../helpers/objects.ts';
import { frontendOptions, participant } from '../../../helpers/participants.ts';

const PREFIX = 'appgw.ingress.kubernetes.io/';
const id = (name: string): string =>
  `/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/${name}`;
const member = (annotations: Record<string, string>) => ({
  ...participant(
    ingress({
      annotations: Object.fromEntries(
        Object.entries(annotations).map(([key, value]) => [PREFIX + key, value]),
      ),
    }),
  ),
  rules: [],
});
const nameOf = (policy: string): string => policy.slice(policy.lastIndexOf('/') + 1);
const textOf = (firewall: Firewall | null): string => {
  if (firewall === null) return 'none';
  if (firewall.kind === 'policy') return nameOf(firewall.id);
  return firewall.kind === 'refused'
    ? 'refused'
    : `${firewall.ranges.join(' ')} on ${nameOf(firewall.base ?? 'gateway')}`;
};

const judges = test.macro({
  exec: (t, annotations: Record<string, string>, expected: string, policy?: Policy) => {
    const options = frontendOptions(policy ? { policy } : {});
    const one = member(annotations);
    const host = hostFirewall({ frontend: 'auto', host: 'a.com', members: [one] }, options, () => {});
    t.is(`${textOf(host)} / ${textOf(pathFirewall(one, host, options, () => {}))}`, expected);
  },
  title: (_, annotations: Record<string, string>, expected: string, policy?: Policy) =>
    `${Object.keys(annotations).join(', ')}: ${expected}${policy ? ' by policy' : ''}`,
});
const RANGES = { 'allow-source-ranges': '10.0.0.2,10.0.0.0/8' };
const SORTED = '10.0.0.0/8 10.0.0.2/32';
test(judges, {}, 'none / none');
test(judges, { 'waf-policy': id('H') }, 'h / none');
test(judges, { 'waf-policy-for-path': id('P') }, 'none / p');
test(judges, RANGES, `none / ${SORTED} on gateway`);
test(judges, { ...RANGES, 'waf-policy': id('h') }, `h / ${SORTED} on h`);
test(judges, { ...RANGES, 'waf-policy': id('h'), 'waf-policy-for-path': id('p') }, `h / ${SORTED} on p`);
test(judges, { 'waf-policy': 'nonsense' }, 'refused / none');
test(judges, { ...RANGES, 'waf-policy': id('h') }, 'refused / refused', { references: [] });
test(judges, { 'waf-policy-for-path': id('p') }, 'none / p', {
  references: [{ namespaces: ['shop'], wafPolicies: [id('P')] }],
});

const decides = test.macro({
  exec: (t, all: readonly Record<string, string>[], expected: string, inherited?: string) => {
    const values = inherited === undefined ? {} : member({ 'waf-policy': id(inherited) }).values;
    const members = all.map(member).map((one) => ({ ...one, values: { ...values, ...one.values } }));
    const group = { frontend: 'auto', host: 'a.com', members } as const;
    t.is(textOf(hostFirewall(group, frontendOptions(), () => {})), expected);
  },
  title: (_, all, expected: string, inherited: string = 'nothing') =>
    `${JSON.stringify(all)} over ${inherited}: ${expected}`,
});
const BAD = { 'waf-policy': 'nonsense' };
test(decides, [{ 'waf-policy': id('a') }, { 'waf-policy': id('b') }], 'a');
test(decides, [BAD, { 'waf-policy': id('b') }], 'refused');
test(decides, [{ 'waf-policy': id('a') }, BAD], 'a');
test(decides, [{}, BAD], 'refused', 'default');
test(decides, [{ 'client-ca': 'nonsense' }, {}], 'default', 'default');
test(decides, [{ 'client-ca': 'nonsense' }], 'refused');
