import type { Identification } from '../../../azure/identify.ts';
import { fail, pass, type CheckResult } from '../check.ts';

const TITLE = 'Azure identity';

export function checkIdentity({ identified, refused }: Identification): CheckResult {
  if (identified !== null) {
    const { credential, principalId } = identified;
    return pass(TITLE, principalId === null ? credential : `${credential}, principal ${principalId}`);
  }
  return fail(
    TITLE,
    `no token: ${refused.map(({ credential, reason }) => `${credential}: ${reason}`).join('; ')}`,
    'In a pod: set azure.clientId of the chart and federate the service account (docs/azure-role.md). Here: az login.',
  );
}
