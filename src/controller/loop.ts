/**
 * When to reconcile: one key per gateway, level-triggered. Changes while an operation runs collapse into one next run;
 * a burst is waited out; a failure is retried after a time that depends on its kind, or at the next change.
 */
import type { Clock } from '../clock/clock.ts';
import { createHoldoff, HOLDOFF, type HoldoffTimes } from './holdoff.ts';
import { createQueue } from './queue.ts';
import type { Outcome } from './reconcile.ts';
import { retryDelay } from './retry.ts';

export interface LoopOptions {
  readonly clock: Clock;
  readonly holdoff?: HoldoffTimes;
  /** Ms from the end of one PUT to the next one's start (decision 3: 5 s; none in `dev`). */
  readonly floor: number;
  readonly run: (signal: AbortSignal) => Promise<Outcome>;
  readonly onOutcome: (outcome: Outcome) => void;
}

export interface Loop {
  /** Something changed. */
  readonly trigger: () => void;
  /** Resolves when the run under way has been aborted; rejects with the bug that ended the loop, if one did. */
  readonly stop: () => Promise<void>;
  /** Settles with the loop. */
  readonly ended: Promise<void>;
}

const KEY = 'gateway';

export function startLoop({ clock, holdoff: times = HOLDOFF, floor, run, onOutcome }: LoopOptions): Loop {
  const queue = createQueue<typeof KEY>();
  const holdoff = createHoldoff(clock, times);
  const stopping = new AbortController();
  const { signal } = stopping;
  let lastPut = -Infinity;
  let failures = 0;
  let retry = new AbortController();
  let settling = false;

  async function work(): Promise<void> {
    for (let key = await queue.take(); key !== null; key = await queue.take()) {
      retry.abort();
      await clock.sleep(Math.max(0, lastPut + floor - clock.now()), signal);
      const outcome = await run(signal);
      if (outcome.kind === 'applied') lastPut = clock.now();
      failures = outcome.kind === 'failed' ? failures + 1 : 0;
      if (outcome.kind === 'failed') retryAfter(retryDelay(outcome.error, failures));
      onOutcome(outcome);
      queue.done(key);
    }
  }

  function retryAfter(ms: number): void {
    retry = new AbortController();
    clock.sleep(ms, AbortSignal.any([signal, retry.signal])).then(
      () => queue.add(KEY),
      () => undefined,
    );
  }

  const ended = work().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return {
    trigger: () => {
      holdoff.note();
      if (settling) return;
      settling = true;
      void holdoff
        .settle(signal)
        .then(
          () => queue.add(KEY),
          () => undefined,
        )
        .finally(() => (settling = false));
    },
    stop: () => {
      stopping.abort();
      queue.close();
      return ended;
    },
    ended,
  };
}
