import { MOST_HELD } from '../api/gateway-status.ts';

/**
 * What ARM refused: it is not sent again before its time, also not by a successor, but at once when it differs. Kept by
 * owner, for that is whom it concerns; what is kept can be written down and read back.
 */
export interface HeldBack {
  /** `Ingress/namespace/name`. */
  readonly owner: string;
  /** Hash of what was wanted of the gateway. */
  readonly desiredHash: string;
  readonly code: string;
  /** RFC 3339. */
  readonly retryAt: string;
  /** The wait until then: another refusal doubles it, also after a restart. Not known: as if it were the first. */
  readonly waitSeconds?: number;
}

export interface HeldSet {
  /** The entry because of which this is not sent now, or null. */
  readonly waiting: (desiredHash: string, now: number) => HeldBack | null;
  readonly refuse: (owners: readonly string[], desiredHash: string, code: string, now: number) => void;
  readonly clear: () => void;
  readonly entries: () => readonly HeldBack[];
}

const FIRST_SECONDS = 5 * 60;
const MOST_SECONDS = 60 * 60;

export function createHeldSet(known: readonly HeldBack[] = []): HeldSet {
  let entries = known;
  return {
    waiting: (desiredHash, now) =>
      entries.find((held) => held.desiredHash === desiredHash && Date.parse(held.retryAt) > now) ?? null,
    refuse: (owners, desiredHash, code, now) => {
      const before = entries.find((held) => held.desiredHash === desiredHash);
      const waitSeconds = before
        ? Math.min(MOST_SECONDS, 2 * (before.waitSeconds ?? FIRST_SECONDS))
        : FIRST_SECONDS;
      const retryAt = new Date(now + waitSeconds * 1000).toISOString();
      entries = [...new Set(owners)]
        .sort()
        .slice(0, MOST_HELD)
        .map((owner) => ({ owner, desiredHash, code, retryAt, waitSeconds }));
    },
    clear: () => {
      entries = [];
    },
    entries: () => entries,
  };
}
