import { childrenOf } from '../../../appgw/children.ts';
import { isActive } from '../../../appgw/foreign.ts';
import { COLLECTION_WORDS, limitsOf } from '../../../appgw/limits.ts';
import { projectLive } from '../../../appgw/live.ts';
import { COLLECTIONS, type RawGateway } from '../../../appgw/wire.ts';
import { pass, warn, type CheckResult } from '../check.ts';

const TITLE = 'Limits';
/** From here on growth should be thought of. */
const NEARLY = 0.8;

export function checkLimits(live: RawGateway, instance: string): CheckResult {
  const limits = limitsOf(projectLive(live, { instance }));
  const uses = COLLECTIONS.flatMap((collection) => {
    const limit = limits.collections[collection];
    return limit === undefined
      ? []
      : [{ what: COLLECTION_WORDS[collection], used: childrenOf(live, collection).length, limit }];
  });
  const active = childrenOf(live, 'requestRoutingRules').filter((rule) => isActive(rule, live)).length;
  uses.push({ what: 'listeners with a backend', used: active, limit: limits.activeListeners });
  const share = ({ used, limit }: (typeof uses)[number]): number => used / limit;
  const text = (use: (typeof uses)[number]): string => `${use.used} of ${use.limit} ${use.what}`;
  const full = uses.filter((use) => share(use) >= NEARLY);
  if (full.length > 0)
    return warn(
      TITLE,
      full.map(text).join(', '),
      'Move Ingresses to a second gateway before growth is held back.',
    );
  const highest = uses.toSorted((a, b) => share(b) - share(a))[0]!;
  return pass(TITLE, `the nearest one: ${text(highest)}`);
}
