/** Whether a plan is sent now: by what the gateway is, and by what became of what was sent before. */
import type { RawGateway } from '../appgw/wire.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Change } from '../plan/change.ts';
import { desiredHash, ownHash } from '../plan/hash.ts';
import type { Computation } from './compute.ts';
import type { RemovalConfirmation } from './confirm-removal.ts';
import type { LostContent, Seen } from './lost-content.ts';
import type { Quarantine } from './quarantine.ts';
import { routingDigest } from './routing-digest.ts';

/** What one run leaves to the next. */
export interface Memory {
  /** Hash of what was wanted and of what was live when it was last sent: the same pair is never sent twice. */
  sent: string | null;
  /** None: what is refused is sent again. */
  readonly quarantine?: Quarantine;
  /** None: what is lost is sent again at once. */
  readonly loss?: LostContent;
  /** None: much may be taken away at once. */
  readonly removals?: RemovalConfirmation;
}

export type Decision =
  /** The gateway has what is wanted. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'send'; readonly document: RawGateway }
  /** It was sent and taken, and still differs: there is no use in sending it again. */
  | { readonly kind: 'useless'; readonly told: Diagnostic }
  /** By somebody else's doing; it is put back so much later. */
  | { readonly kind: 'later'; readonly repairMs: number; readonly told: Diagnostic };

/** Throws what the quarantine objects. */
export function decide(computation: Computation, live: RawGateway, memory: Memory): Decision {
  const { put, document, changes } = computation.plan;
  const isProof = memory.quarantine?.needsProof() ?? false;
  if (put === null && !needsRepair(computation, live) && !isProof) return { kind: 'nothing' };
  const names = (): readonly string[] => changes.map(changeText);
  if (put && memory.sent !== null && pairOf(computation, live) === memory.sent)
    return { kind: 'useless', told: diagnose('NOT_CONVERGING', null, { changes: names() }) };
  const { etag = null } = live;
  const repairMs = (put && memory.loss?.waitFor(etag, () => seenOf(computation, live))) ?? 0;
  if (repairMs > 0) {
    const seconds = Math.ceil(repairMs / 1000);
    return { kind: 'later', repairMs, told: diagnose('CONTENT_LOST', null, { changes: names(), seconds }) };
  }
  const objection = memory.quarantine?.objection(computation);
  if (objection) throw objection;
  return { kind: 'send', document: put ?? document };
}

export const pairOf = ({ desired }: Computation, live: RawGateway): string =>
  `${desiredHash(desired)} ${ownHash(live, desired.instance)}`;

export const seenOf = ({ desired, routing }: Computation, live: RawGateway): Seen => ({
  asked: routingDigest(routing),
  own: ownHash(live, desired.instance),
  etag: live.etag ?? null,
});

/**
 * A gateway whose last operation failed shows what it was sent, and serves what it served before. Left alone where
 * nothing on it is ours, and where nothing may be written.
 */
const needsRepair = ({ desired, routing }: Computation, live: RawGateway): boolean =>
  live.properties['provisioningState'] === 'Failed' && routing.owners.length > 0 && !desired.readOnly;

const changeText = ({ collection, name }: Change): string => `${collection}/${name}`;
