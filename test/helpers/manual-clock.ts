/** A clock that stands still until a test moves it. */
import type { Clock } from '../../src/clock/clock.ts';

export interface ManualClock extends Clock {
  /** Wakes, in order, whoever sleeps no longer than that. */
  advance(ms: number): void;
}

interface Sleeper {
  readonly at: number;
  wake(): void;
}

export function createManualClock(): ManualClock {
  const sleepers = new Set<Sleeper>();
  let now = Date.parse('2026-11-21T00:00:00Z');
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason as Error);
        });
      }),
    advance(ms) {
      now += ms;
      for (const sleeper of [...sleepers].toSorted((a, b) => a.at - b.at)) {
        if (sleeper.at > now) break;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}

/** Waits for what real sockets bring about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
