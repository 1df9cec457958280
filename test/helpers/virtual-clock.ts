/** A clock that a test runs through: every sleep ends at its own time, and what it brings about happens before the next. */
import type { Clock } from '../../src/clock/clock.ts';

export interface VirtualClock extends Clock {
  /** Lets this many milliseconds pass. */
  pass(ms: number): Promise<void>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Promises that are ready are done, however long their chain; time stands still while `isBusy`. */
async function settle(isBusy: () => boolean): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (isBusy());
}

export function createVirtualClock(start = 0, isBusy: () => boolean = () => false): VirtualClock {
  const settled = (): Promise<void> => settle(isBusy);
  const sleepers = new Set<Sleeper>();
  let now = start;
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        const abort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        };
        if (signal?.aborted) return abort();
        sleepers.add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
      }),
    async pass(ms) {
      const end = now + ms;
      await settled();
      for (;;) {
        const [next] = [...sleepers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
        if (!next) break;
        now = Math.max(now, next.at);
        sleepers.delete(next);
        next.wake();
        await settled();
      }
      now = end;
    },
  };
}
