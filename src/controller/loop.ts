/**
 * When to reconcile: one key per gateway, level-triggered. Changes while an operation runs collapse into one next run;
 * a burst is waited out; a failure is retried after a time that depends on its kind, or at the next change.
 */
import type { Clock } from '../clock/clock.ts';
import type { ArmError } from './arm-error.ts';
import { createHoldoff, HOLDOFF, type HoldoffTimes } from './holdoff.ts';
import { createQueue } from './queue.ts';
import type { Outcome } from './reconcile.ts';
import { retryDelay } from './retry.ts';

/** What a run answers: a change of the objects, or only the time that a failure had to wait. */
export type Cause = 'change' | 'retry';

export interface LoopOptions {
  readonly clock: Clock;
  readonly holdoff?: HoldoffTimes;
  /** Ms from the end of one PUT to the next one's start (decision 3: 5 s; none in `dev`). */
  readonly floor: number;
  /** No PUT may be sent before `putFrom`, ms since the epoch. */
  readonly run: (signal: AbortSignal, putFrom: number) => Promise<Outcome>;
  /** Awaited before the next run; the floor runs meanwhile. */
  readonly onOutcome: (outcome: Outcome, cause: Cause) => void | Promise<void>;
}

export interface Loop {
  /** Something changed, now or a moment ago. Urgent: it has neither the whole holdoff nor the whole floor. */
  readonly trigger: (at?: number, isUrgent?: boolean) => void;
  /** A run is to come anyhow, and so late that one more change would not even prolong the holdoff. */
  readonly isDue: () => boolean;
  readonly isRunning: () => boolean;
  /** Resolves when the run under way has been aborted; rejects with the bug that ended the loop, if one did. */
  readonly stop: () => Promise<void>;
  /** Settles with the loop. */
  readonly ended: Promise<void>;
}

const KEY = 'gateway';
const SENT_NOTHING: ReadonlySet<Outcome['kind']> = new Set(['unchanged', 'lost', 'doubted']);
/** Reading and planning are no PUT: they begin so long before the floor ends. */
const LEAD_MS = 100;
/** What is urgent comes with its neighbours: an Ingress with its Service, a Secret with its renewal. */
const FAST_HOLDOFF_MS = 50;
/** In the place of the floor (decision 3). */
const FAST_FLOOR_MS = 1000;

export function startLoop({ clock, holdoff: times = HOLDOFF, floor, run, onOutcome }: LoopOptions): Loop {
  const queue = createQueue<typeof KEY>();
  const holdoff = createHoldoff(clock, times);
  const stopping = new AbortController();
  const { signal } = stopping;
  let floorEnds = -Infinity;
  /** ARM asked to be left alone until then. */
  let leftAlone = -Infinity;
  let failures = 0;
  let cause: Cause = 'retry';
  let isRunning = false;
  let retry = new AbortController();
  /** When the first urgent change came that waits; null: none does. */
  let urgentAt: number | null = null;
  let nudge = new AbortController();

  async function work(): Promise<void> {
    for (let key = await queue.take(); key !== null; key = await queue.take()) {
      retry.abort();
      await waitForTheMoment();
      queue.begin(key);
      holdoff.clear();
      const putFrom = floorEnd();
      urgentAt = null;
      isRunning = true;
      const why = cause;
      cause = 'retry';
      const outcome = await run(signal, putFrom);
      settle(outcome);
      if (outcome.again && cause === 'retry') cause = why;
      await onOutcome(outcome, why);
      isRunning = false;
      queue.done(key);
    }
  }

  const floorEnd = (): number =>
    urgentAt === null ? floorEnds : floorEnds - Math.max(0, floor - FAST_FLOOR_MS);
  const holdoffEnd = (): number =>
    urgentAt === null ? holdoff.over() : Math.min(holdoff.over(), urgentAt + FAST_HOLDOFF_MS);

  /** The floor and the holdoff run at the same time; changes that come meanwhile move both. */
  async function waitForTheMoment(): Promise<void> {
    const left = (): number => Math.max(floorEnd() - LEAD_MS, leftAlone, holdoffEnd()) - clock.now();
    for (let ms = left(); ms > 0; ms = left()) {
      nudge = new AbortController();
      await clock.sleep(ms, AbortSignal.any([signal, nudge.signal])).catch((error: unknown) => {
        if (!nudge.signal.aborted || signal.aborted) throw error;
      });
    }
  }

  function settle(outcome: Outcome): void {
    if (!SENT_NOTHING.has(outcome.kind)) floorEnds = clock.now() + floor;
    failures = outcome.kind === 'failed' ? failures + 1 : 0;
    if (outcome.kind === 'failed') waitAfter(outcome.error, outcome.again ?? false);
    else if (outcome.again) runAfter(0);
    if (outcome.kind === 'lost') runAfter(outcome.repairMs);
    if (outcome.kind === 'doubted') runAfter(outcome.afterMs);
  }

  /** A change cuts the wait short, but not one that ARM asked for. `again`: the next PUT will be another one. */
  function waitAfter(failure: ArmError, again: boolean): void {
    const delay = again ? (failure.retryAfterMs ?? 0) : retryDelay(failure, failures);
    if (failure.retryAfterMs !== null) leftAlone = clock.now() + delay;
    runAfter(delay);
  }

  function runAfter(delay: number): void {
    retry = new AbortController();
    clock.sleep(delay, AbortSignal.any([signal, retry.signal])).then(
      () => queue.add(KEY),
      () => undefined,
    );
  }

  const ended = work().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return {
    trigger: (at, isUrgent = false) => {
      holdoff.note(at);
      cause = 'change';
      if (isUrgent && urgentAt === null) {
        urgentAt = at ?? clock.now();
        nudge.abort();
      }
      queue.add(KEY);
    },
    isRunning: () => isRunning,
    isDue: () =>
      cause === 'change' &&
      (isRunning || Math.max(floorEnds - LEAD_MS, leftAlone) > clock.now() + times.quiet),
    stop: () => {
      stopping.abort();
      queue.close();
      return ended;
    },
    ended,
  };
}
