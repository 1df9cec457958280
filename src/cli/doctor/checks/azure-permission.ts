import { allows } from '../../../azure/granted.ts';
import { fail, pass, skip, type CheckResult } from '../check.ts';
import type { GatewayFacts } from '../azure-facts.ts';
import { grantHint } from '../grant.ts';
import { attachedIdentities, firewallPolicies } from '../surroundings.ts';

const NETWORK = 'Microsoft.Network';
const TITLE = 'Permission to write';

/** What Azure wants for a PUT, each on its scope. */
export function checkAzurePermissions(facts: GatewayFacts): readonly CheckResult[] {
  const { id, gateway, subnet, publicIps } = facts;
  if (!gateway.ok) return [skip(TITLE, 'the gateway cannot be read')];
  const on = (action: string, ...scopes: readonly string[]) => scopes.map((scope) => ({ scope, action }));
  const wanted = [
    ...on(`${NETWORK}/applicationGateways/write`, id),
    ...on(`${NETWORK}/virtualNetworks/subnets/join/action`, ...(subnet === null ? [] : [subnet.id])),
    ...on(`${NETWORK}/publicIPAddresses/join/action`, ...publicIps.map((ip) => ip.id)),
    ...on(
      `${NETWORK}/ApplicationGatewayWebApplicationFirewallPolicies/join/action`,
      ...firewallPolicies(gateway.value),
    ),
    ...on(
      'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
      ...attachedIdentities(gateway.value),
    ),
  ];
  return wanted.map(({ scope, action }) => checkAction(scope, action, facts));
}

function checkAction(scope: string, action: string, { granted, principalId }: GatewayFacts): CheckResult {
  const answer = granted.get(scope.toLowerCase());
  const where = `${action} on ${scope.split('/').at(-1)}`;
  if (!answer?.ok) {
    const detail = `${where}: not known before the first write, since we may not read our own permissions`;
    return skip(
      TITLE,
      detail,
      'If the write is refused, the log names action and scope, and it is tried again.',
    );
  }
  return allows(answer.value, action)
    ? pass(TITLE, where)
    : fail(TITLE, `${where} is missing`, grantHint(scope, principalId));
}
