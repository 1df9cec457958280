/** WAF policies, and the names of those that are ours. They stand beside the gateway and follow ARM's rules for resources. */
import { identityHash } from './names.ts';
import type { SubResource } from './wire.ts';

export interface FirewallUse {
  readonly reference: SubResource;
  /** One of ours, to be written before the gateway; null: somebody else's, or one that is there. */
  readonly policy: OwnFirewallPolicy | null;
}

export interface OwnFirewallPolicy {
  readonly id: string;
  readonly name: string;
  /** Id of the policy that it copies. */
  readonly base: string;
  readonly ranges: readonly string[];
}

const TYPE = 'ApplicationGatewayWebApplicationFirewallPolicies';

/** `base`: id of the policy that is copied. Equal content is one policy. */
export const firewallPolicyName = (instance: string, ranges: readonly string[], base: string): string =>
  `${instance}-waf-${identityHash('firewall', base.toLowerCase(), ...[...ranges].sort())}`;

export const isOwnFirewallPolicy = (name: string, instance: string): boolean =>
  new RegExp(`^${instance}-waf-[0-9a-f]{12}$`, 'i').test(name);

/** In the resource group of the gateway. */
export const firewallPolicyId = (gatewayId: string, name: string): string =>
  gatewayId.replace(/\/applicationGateways\/[^/]+$/i, `/${TYPE}/${name}`);
