import { fail, pass, skip, type CheckResult } from '../check.ts';
import type { GatewayFacts } from '../azure-facts.ts';
import { grantHint } from '../grant.ts';

const TITLE = 'Subnet';
const SERVICE = 'Microsoft.Network/applicationGateways';
const READ = 'Microsoft.Network/virtualNetworks/subnets/read';

export function checkSubnet({ subnet, principalId }: GatewayFacts): CheckResult {
  if (subnet === null) return skip(TITLE, 'the gateway names none');
  const { id, answer } = subnet;
  if (!answer.ok) {
    const { statusCode, message } = answer.error;
    return statusCode === 403
      ? fail(TITLE, `${READ} is missing on ${id}`, grantHint(id, principalId))
      : skip(TITLE, `it cannot be read: ${message}`);
  }
  const { prefixes, delegations } = answer.value;
  const others = delegations.filter((service) => service.toLowerCase() !== SERVICE.toLowerCase());
  if (others.length > 0) {
    const hint = `Delegate it to ${SERVICE}: az network vnet subnet update --ids "${id}" --delegations ${SERVICE}`;
    return fail(TITLE, `it is delegated to ${others.join(', ')}`, hint);
  }
  const delegation = delegations.length === 0 ? 'not delegated' : `delegated to ${SERVICE}`;
  return pass(TITLE, `${prefixes.join(', ')}, ${delegation}`);
}
