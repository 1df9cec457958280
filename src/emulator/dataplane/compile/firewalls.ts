/**
 * WAF policies, as far as they look at nothing but the client's address: custom rules in the order of their priority,
 * the first that allows or blocks decides. A policy is looked up with each request, since it may change without the
 * gateway. Managed rules are not emulated, nor conditions on anything else; both are said once for each policy.
 */
import { BlockList, isIPv6 } from 'node:net';
import type { RawFirewallPolicy, SubResource } from '../../../appgw/wire.ts';
import type { FirewallCustomRule, FirewallMatchCondition } from '../../contracts.ts';

/** Whether a client of this address is turned away. */
export type Firewall = (address: string) => boolean;

/** Null where there is no reference. */
export type FirewallLookup = (reference: SubResource | undefined) => Firewall | null;

interface AddressRule {
  readonly action: FirewallCustomRule['action'];
  readonly matches: (address: string) => boolean;
}

export function createFirewalls(
  policyOf: (id: string) => RawFirewallPolicy | null,
  warn: (message: string) => void,
): FirewallLookup {
  const compiled = new WeakMap<RawFirewallPolicy, Firewall>();
  const said = new Set<string>();
  const warnOnce = (message: string): void => {
    if (said.has(message)) return;
    said.add(message);
    warn(message);
  };
  const firewallOf = (policy: RawFirewallPolicy, id: string): Firewall => {
    const firewall = compiled.get(policy) ?? compileFirewall(policy, id, warnOnce);
    compiled.set(policy, firewall);
    return firewall;
  };
  return (reference) => {
    if (!reference) return null;
    const { id } = reference;
    return (address) => {
      const policy = policyOf(id);
      return policy !== null && firewallOf(policy, id)(address);
    };
  };
}

function compileFirewall(
  { properties }: RawFirewallPolicy,
  id: string,
  warn: (message: string) => void,
): Firewall {
  const { policySettings, customRules } = properties as {
    readonly policySettings?: { readonly state?: string; readonly mode?: string };
    readonly customRules?: readonly FirewallCustomRule[];
  };
  warn(`${id}: the managed rules of WAF policies are not emulated; they block nothing here`);
  const isBlocking = policySettings?.state !== 'Disabled' && policySettings?.mode === 'Prevention';
  if (!isBlocking) return () => false;
  const rules = (customRules ?? [])
    .filter(({ state }) => state !== 'Disabled')
    .toSorted((a, b) => a.priority - b.priority)
    .flatMap((rule): AddressRule[] => {
      if (rule.ruleType === 'MatchRule' && rule.matchConditions.every(isOnAddress)) {
        const conditions = rule.matchConditions.map(compileCondition);
        return [{ action: rule.action, matches: (address) => conditions.every((holds) => holds(address)) }];
      }
      warn(`${id}: custom rule ${rule.name} looks at more than the client's address, and is not emulated`);
      return [];
    });
  return (address) =>
    rules.find(({ action, matches }) => action !== 'Log' && matches(address))?.action === 'Block';
}

const isOnAddress = ({ matchVariables, operator }: FirewallMatchCondition): boolean =>
  operator === 'IPMatch' && matchVariables.every(({ variableName }) => variableName === 'RemoteAddr');

function compileCondition({
  matchValues = [],
  negationConditon = false,
}: FirewallMatchCondition): (address: string) => boolean {
  const networks = new BlockList();
  for (const value of matchValues) {
    const [address = '', prefix] = value.split('/');
    const family = familyOf(address);
    if (prefix === undefined) networks.addAddress(address, family);
    else networks.addSubnet(address, Number(prefix), family);
  }
  return (address) => networks.check(address, familyOf(address)) !== negationConditon;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');
