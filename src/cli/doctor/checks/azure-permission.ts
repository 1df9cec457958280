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
  const unknown = wanted.filter(({ scope }) => !grantedOn(scope, facts)?.ok);
  return [
    ...wanted.flatMap(({ scope, action }) => checkAction(scope, action, facts)),
    ...(unknown.length === 0 ? [] : [notKnown(unknown.map(whatOf))]),
  ];
}

interface Wanted {
  readonly scope: string;
  readonly action: string;
}

const grantedOn = (scope: string, { granted }: GatewayFacts) => granted.get(scope.toLowerCase());
const whatOf = ({ scope, action }: Wanted): string => `${action} on ${scope.split('/').at(-1)}`;

function checkAction(scope: string, action: string, facts: GatewayFacts): readonly CheckResult[] {
  const answer = grantedOn(scope, facts);
  if (!answer?.ok) return [];
  const what = whatOf({ scope, action });
  return allows(answer.value, action)
    ? [pass(TITLE, what)]
    : [fail(TITLE, `${what} is missing`, grantHint(scope, facts.principalId))];
}

const notKnown = (actions: readonly string[]): CheckResult =>
  skip(
    TITLE,
    `not known before the first write, since we may not read our own permissions: ${actions.join(', ')}`,
    'If that write is refused, the log names action and scope, and it is tried again by itself.',
  );
