import type { Clock } from '../clock/clock.ts';

/** Saving several files, or one by write and rename, is one change. */
const QUIET_MS = 100;
/** Files that never rest are looked at all the same. */
const LONGEST_WAIT_MS = 1_000;

export interface Quiet {
  /** Something happened. */
  notice(): void;
  stop(): Promise<void>;
}

/** Runs `act` when nothing was noticed for a while, never twice at the same time; what it throws goes to `onError`. */
export function whenQuiet(clock: Clock, act: () => Promise<void>, onError: (error: Error) => void): Quiet {
  const stopping = new AbortController();
  let noticed = 0;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    try {
      for (let handled = -1; handled !== noticed && !stopping.signal.aborted;) {
        handled = await quiet();
        await act();
      }
    } catch (error) {
      if (!stopping.signal.aborted) onError(error as Error);
    } finally {
      running = null;
    }
  }
  async function quiet(): Promise<number> {
    const deadline = clock.now() + LONGEST_WAIT_MS;
    for (;;) {
      const seen = noticed;
      await clock.sleep(QUIET_MS, stopping.signal);
      if (seen === noticed || clock.now() >= deadline) return seen;
    }
  }

  return {
    notice() {
      noticed += 1;
      if (!stopping.signal.aborted) running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
