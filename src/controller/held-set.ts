/**
 * What ARM refused: it is not sent again before its time, also not by a successor, but at once when it differs. Kept by
 * owner, for that is whom it concerns; what is kept can be written down and read back.
 */
import { MOST_HELD } from '../api/gateway-status.ts';

export interface HeldBack {
  /** `Ingress/namespace/name`, or `EVERYBODY`. */
  readonly owner: string;
  /** Hash of what the owner asked for. */
  readonly desiredHash: string;
  readonly code: string;
  /** RFC 3339. */
  readonly retryAt: string;
  /** The wait until then: another refusal doubles it, also after a restart. Not known: as if it were the first. */
  readonly waitSeconds?: number;
}

/** Where nobody could be blamed, and nothing at all is sent; the hash is that of the whole. */
export const EVERYBODY = '*';

export interface HeldSet {
  /** The entry because of which this is not sent now, or null. */
  readonly waiting: (owner: string, desiredHash: string, now: number) => HeldBack | null;
  readonly refuse: (owner: string, desiredHash: string, code: string, now: number) => void;
  /** It was taken, or its owner is gone. */
  readonly forget: (owner: string) => void;
  readonly entries: () => readonly HeldBack[];
}

const FIRST_SECONDS = 5 * 60;
const MOST_SECONDS = 60 * 60;

export function createHeldSet(known: readonly HeldBack[] = []): HeldSet {
  const entries = new Map(known.map((entry) => [entry.owner, entry]));
  return {
    waiting: (owner, desiredHash, now) => {
      const held = entries.get(owner);
      return held?.desiredHash === desiredHash && Date.parse(held.retryAt) > now ? held : null;
    },
    refuse: (owner, desiredHash, code, now) => {
      const before = entries.get(owner);
      const waitSeconds =
        before?.desiredHash === desiredHash
          ? Math.min(MOST_SECONDS, 2 * (before.waitSeconds ?? FIRST_SECONDS))
          : FIRST_SECONDS;
      const retryAt = new Date(now + waitSeconds * 1000).toISOString();
      entries.set(owner, { owner, desiredHash, code, retryAt, waitSeconds });
    },
    forget: (owner) => void entries.delete(owner),
    entries: () => [...entries.values()].sort((a, b) => (a.owner < b.owner ? -1 : 1)).slice(0, MOST_HELD),
  };
}
