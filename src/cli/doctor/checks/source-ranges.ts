import { allows } from '../../../azure/granted.ts';
import { pass, skip, warn, type CheckResult } from '../check.ts';
import type { GatewayFacts } from '../azure-facts.ts';
import { grantHint } from '../grant.ts';
import { groupOf, isFirewalled } from '../surroundings.ts';

const TITLE = 'Source ranges';
const POLICIES = 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies';
const ACTIONS = ['read', 'write', 'delete', 'join/action'].map((verb) => `${POLICIES}/${verb}`);

/** Optional: allow-source-ranges needs policies of ours, which stand in the resource group of the gateway. */
export function checkSourceRanges({ id, gateway, granted, principalId }: GatewayFacts): CheckResult {
  if (!gateway.ok) return skip(TITLE, 'the gateway cannot be read');
  if (!isFirewalled(gateway.value)) {
    return pass(TITLE, 'not available: only a gateway of SKU WAF_v2 has them');
  }
  const group = groupOf(id);
  const answer = granted.get(group.toLowerCase());
  if (!answer?.ok) return skip(TITLE, 'not known, since we may not read our own permissions');
  const missing = ACTIONS.filter((action) => !allows(answer.value, action));
  return missing.length === 0
    ? pass(TITLE, 'policies of ours can be written')
    : warn(
        TITLE,
        `optional: ${missing.join(', ')} on the resource group is missing, so allow-source-ranges is held back`,
        grantHint(group, principalId),
      );
}
