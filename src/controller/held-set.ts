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
}

export interface HeldSet {
  /** The entry because of which this is not sent now, or null. */
  readonly waiting: (desiredHash: string, now: number) => HeldBack | null;
  readonly refuse: (owners: readonly string[], desiredHash: string, code: string, now: number) => void;
  readonly clear: () => void;
  readonly entries: () => readonly HeldBack[];
}

/** So many entries fit into the status of an object, and say who is concerned. */
export const MOST_HELD = 100;
const FIRST_MS = 5 * 60_000;
const MOST_MS = 60 * 60_000;

export function createHeldSet(known: readonly HeldBack[] = []): HeldSet {
  let entries = known;
  let lastWait = FIRST_MS;
  return {
    waiting: (desiredHash, now) =>
      entries.find((held) => held.desiredHash === desiredHash && Date.parse(held.retryAt) > now) ?? null,
    refuse: (owners, desiredHash, code, now) => {
      const isAgain = entries.some((held) => held.desiredHash === desiredHash);
      lastWait = isAgain ? Math.min(MOST_MS, lastWait * 2) : FIRST_MS;
      const retryAt = new Date(now + lastWait).toISOString();
      entries = [...new Set(owners)]
        .sort()
        .slice(0, MOST_HELD)
        .map((owner) => ({ owner, desiredHash, code, retryAt }));
    },
    clear: () => {
      entries = [];
    },
    entries: () => entries,
  };
}
