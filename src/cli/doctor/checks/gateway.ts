import type { ArmError } from '../../../controller/arm-error.ts';
import { fail, pass, type CheckResult } from '../check.ts';
import type { GatewayFacts } from '../azure-facts.ts';
import { grantHint } from '../grant.ts';

const TITLE = 'Gateway';
const READ = 'Microsoft.Network/applicationGateways/read';

export function checkGateway({ id, gateway, principalId }: GatewayFacts): CheckResult {
  if (!gateway.ok) return refused(gateway.error, id, principalId);
  const { name = '', location = '' } = gateway.value;
  return pass(TITLE, `${name} in ${location} can be read`);
}

function refused(error: ArmError, id: string, principalId: string | null): CheckResult {
  const { statusCode, kind, forbidden, code, message } = error;
  if (statusCode === 404)
    return fail(TITLE, 'there is no gateway of that id', 'Correct --gateway-id, or create the gateway.');
  if (statusCode === 401)
    return fail(TITLE, `the token is refused: ${message}`, 'Check the tenant and --azure-environment.');
  if (statusCode === 403)
    return fail(TITLE, `${forbidden?.action ?? READ} is missing on ${id}`, grantHint(id, principalId));
  const hint =
    kind === 'transient' || kind === 'throttled'
      ? 'Try again; if it stays so, check --arm-endpoint, --arm-ca, DNS, proxy and firewall.'
      : 'The message is the own one of Azure.';
  return fail(TITLE, `${code}: ${message}`, hint);
}
