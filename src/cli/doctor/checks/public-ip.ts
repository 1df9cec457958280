import { fail, pass, type CheckResult } from '../check.ts';
import type { GatewayFacts } from '../azure-facts.ts';
import { grantHint } from '../grant.ts';

const TITLE = 'Public IP';

export const checkPublicIps = ({ publicIps, principalId }: GatewayFacts): readonly CheckResult[] =>
  publicIps.map(({ id, answer }) => {
    if (!answer.ok)
      return fail(
        TITLE,
        `its address cannot be read, and Ingresses would get none: ${answer.error.message}`,
        grantHint(id, principalId),
      );
    const { ip, hostname } = answer.value;
    if (ip === null) return fail(TITLE, 'it has no address', 'Give it a static address.');
    return pass(TITLE, hostname === null ? ip : `${ip}, ${hostname}`);
  });
