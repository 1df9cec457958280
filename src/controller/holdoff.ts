/** Holdoff: changes come in bursts, and each PUT is dear, so wait until they pause, but not for ever (decision 3). */
import type { Clock } from '../clock/clock.ts';

export interface HoldoffTimes {
  /** Ends the wait when nothing came for so long, ms. */
  readonly quiet: number;
  /** Ends it in any case, ms. */
  readonly most: number;
}

export const HOLDOFF: HoldoffTimes = { quiet: 250, most: 2000 };

export interface Holdoff {
  /** Something changed. */
  readonly note: () => void;
  /** Resolves when the changes have paused; at once if the last one is longer ago than `quiet`. */
  readonly settle: (signal?: AbortSignal) => Promise<void>;
}

export function createHoldoff(clock: Clock, { quiet, most }: HoldoffTimes): Holdoff {
  let last = -Infinity;
  return {
    note: () => {
      last = clock.now();
    },
    settle: async (signal) => {
      const deadline = clock.now() + most;
      for (let now = clock.now(); now < deadline && now < last + quiet; now = clock.now()) {
        await clock.sleep(Math.min(last + quiet, deadline) - now, signal);
      }
    },
  };
}
