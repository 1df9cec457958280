/**
 * Somebody else changed or removed what is ours (decision 12). Putting it back at once would start a fight in which each
 * side cuts the other's operation short, so that waits: a random 5 to 30 s, twice as long each time that it is lost
 * again within half an hour, at most ten minutes. An operation that somebody else's cuts short counts as lost from the
 * second time on. In: what was seen on the gateway. Out: how long a repair waits. What the objects ask for anew is no
 * repair, and never waits.
 */
import type { Clock } from '../clock/clock.ts';

export interface Seen {
  /** Fingerprint of what the objects ask for. */
  readonly asked: string;
  /** Fingerprint of what is ours on the gateway; null: taken by ARM, and not looked at since. */
  readonly own: string | null;
  /** Of the gateway; null: not known. Nobody has written it since where it is the same. */
  readonly etag: string | null;
}

export interface LostContent {
  /** The gateway has what was asked for. */
  readonly has: (seen: Seen) => void;
  /** The operation that would have brought it was cut short by somebody else's; the first time, nothing need wait. */
  readonly superseded: (asked: string) => void;
  /** It has not. Ms until it may be sent; null: it was not lost, so nothing need wait. `look` is dear. */
  readonly waitFor: (etag: string | null, look: () => Seen) => number | null;
}

const LEAST_MS = 5_000;
const SPREAD_MS = 25_000;
const MOST_MS = 600_000;
/** What stayed for so long after a repair is lost for the first time again. */
const STAYED_MS = 1_800_000;

export function watchForLoss(clock: Pick<Clock, 'now'>, random: () => number): LostContent {
  let last: Seen | null = null;
  let repairAt: number | null = null;
  let restoredAt = -Infinity;
  let losses = 0;

  function schedule(): number {
    losses = clock.now() - restoredAt < STAYED_MS ? losses + 1 : 0;
    return clock.now() + Math.min(MOST_MS, (LEAST_MS + SPREAD_MS * random()) * 2 ** losses);
  }

  return {
    has: (seen) => {
      last = seen;
      if (repairAt !== null) restoredAt = clock.now();
      repairAt = null;
    },
    superseded: (asked) => {
      const isFirst = clock.now() - restoredAt >= STAYED_MS;
      if (isFirst) losses = -1;
      else {
        last = { asked, own: null, etag: null };
        repairAt = schedule();
      }
      restoredAt = clock.now();
    },
    waitFor: (etag, look) => {
      if (last === null || (etag !== null && etag === last.etag)) return null;
      const { asked, own } = look();
      if (last.asked !== asked) return null;
      if (last.own !== null && last.own === own) return null;
      repairAt ??= schedule();
      return Math.max(0, repairAt - clock.now());
    },
  };
}
