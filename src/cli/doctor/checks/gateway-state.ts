import type { RawGateway } from '../../../appgw/wire.ts';
import { fail, pass, warn, type CheckResult } from '../check.ts';

const TITLE = 'State';

export function checkState({ id = '', properties }: RawGateway): CheckResult {
  const operational = textOf(properties['operationalState']);
  const provisioning = textOf(properties['provisioningState']);
  if (/^stop/i.test(operational)) {
    const hint = `az network application-gateway start --ids "${id}"`;
    return fail(TITLE, `${operational}: the controller writes nothing, since a write would start it`, hint);
  }
  if (/^failed$/i.test(provisioning)) {
    const detail = 'the last operation failed; the gateway serves what it had before';
    return warn(TITLE, detail, 'The controller sends one repair. If it fails as well, its message says why.');
  }
  if (/^updating$/i.test(provisioning)) {
    return warn(TITLE, 'somebody is writing it right now', 'The controller waits until that is over.');
  }
  return pass(TITLE, [operational, provisioning].filter(Boolean).join(', ') || 'nothing is reported');
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
