import { agicMark } from '../../../appgw/agic.ts';
import type { RawGateway } from '../../../appgw/wire.ts';
import { fail, pass, type CheckResult } from '../check.ts';

const TITLE = 'AGIC';

export function checkAgic(live: RawGateway): CheckResult {
  const mark = agicMark(live);
  return mark === null
    ? pass(TITLE, 'no mark of it')
    : fail(
        TITLE,
        `it manages this gateway (${mark}): nothing would be written`,
        'Stop AGIC and remove what it left, or choose another gateway.',
      );
}
