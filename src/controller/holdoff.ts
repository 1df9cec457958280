/** Holdoff: changes come in bursts, and each PUT is dear, so wait until they pause, but not for ever (decision 3). */
import type { Clock } from '../clock/clock.ts';

export interface HoldoffTimes {
  /** Ends the wait when nothing came for so long, ms. */
  readonly quiet: number;
  /** Ends it in any case so long after the first change that waits, ms. */
  readonly most: number;
}

export const HOLDOFF: HoldoffTimes = { quiet: 250, most: 2000 };

export interface Holdoff {
  /** Something changed, now or a moment ago. */
  readonly note: (at?: number) => void;
  /** When the changes that wait have waited long enough; in the past if there are none. */
  readonly over: () => number;
  /** What was noted waits no longer: it is being looked at. */
  readonly clear: () => void;
}

export function createHoldoff(clock: Pick<Clock, 'now'>, { quiet, most }: HoldoffTimes): Holdoff {
  let waiting: { readonly first: number; readonly last: number } | null = null;
  return {
    note: (at = clock.now()) => {
      waiting = { first: waiting?.first ?? at, last: at };
    },
    over: () => (waiting ? Math.min(waiting.last + quiet, waiting.first + most) : -Infinity),
    clear: () => {
      waiting = null;
    },
  };
}
