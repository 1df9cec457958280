/** Marks of AGIC, the incumbent, on a gateway: two controllers on the same objects would undo each other. */
import { childrenOf } from './children.ts';
import type { RawGateway } from './wire.ts';

const TAG = 'managed-by-k8s-ingress';
/** AGIC's listeners and rules end in the MD5 of their site; a prefix of its own may stand before `fl-` and `rr-`. */
const NAMES = {
  httpListeners: /(^|-)fl-[0-9a-f]{32}$/,
  requestRoutingRules: /(^|-)rr-[0-9a-f]{32}$/,
} as const;

export function agicMark(raw: RawGateway): string | null {
  if (raw.tags?.[TAG] !== undefined) return `tag ${TAG}`;
  for (const collection of ['httpListeners', 'requestRoutingRules'] as const) {
    const found = childrenOf(raw, collection).find(({ name }) => NAMES[collection].test(name));
    if (found) return `${collection}/${found.name}`;
  }
  return null;
}
