/**
 * How long changes of objects take to get to the gateway: each is seen, taken up by a run, and arrives when the
 * operation of that run has succeeded. One that needs no operation arrives nowhere; after a failure the next run takes
 * it up again.
 */
import type { Outcome } from './reconcile.ts';

export interface Arrivals {
  /** A change that concerns the gateway. */
  readonly seen: (at: number) => void;
  /** A run takes up all that were seen. */
  readonly take: () => void;
  /** The times of those that have arrived with this. */
  readonly settle: (kind: Outcome['kind']) => readonly number[];
  /** Seen, and not dealt with. */
  readonly waiting: () => number;
}

const UNFINISHED: ReadonlySet<Outcome['kind']> = new Set(['failed', 'stopped', 'lost', 'doubted']);

export function trackArrivals(): Arrivals {
  let waiting: number[] = [];
  let taken = 0;
  return {
    seen: (at) => {
      waiting.push(at);
    },
    take: () => {
      taken = waiting.length;
    },
    settle: (kind) => {
      if (UNFINISHED.has(kind)) return [];
      const done = waiting.slice(0, taken);
      waiting = waiting.slice(taken);
      taken = 0;
      return kind === 'applied' ? done : [];
    },
    waiting: () => waiting.length,
  };
}
