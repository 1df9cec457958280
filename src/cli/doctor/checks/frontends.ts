import type { RawGateway } from '../../../appgw/wire.ts';
import { frontendsOf } from '../../../status/addresses.ts';
import { fail, pass, type CheckResult } from '../check.ts';

const TITLE = 'Frontends';

export function checkFrontends(live: RawGateway): CheckResult {
  const frontends = frontendsOf(live).map(({ publicIpId, privateAddress }) =>
    publicIpId === null ? `private ${privateAddress ?? 'without an address'}` : 'public',
  );
  return frontends.length === 0
    ? fail(TITLE, 'the gateway has none', 'Add a frontend IP configuration to the gateway.')
    : pass(TITLE, frontends.join(', '));
}
