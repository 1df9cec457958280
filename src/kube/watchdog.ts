/** A signal that aborts after a time without a sign of life. */
import type { Clock } from '../clock/clock.ts';

export interface Watchdog {
  /** Aborts with `reason` on silence, and with `outer`. */
  readonly signal: AbortSignal;
  touch(): void;
  end(): void;
}

export function startWatchdog(
  clock: Clock,
  ms: number,
  outer: AbortSignal | undefined,
  reason: () => Error,
): Watchdog {
  const silence = new AbortController();
  const ended = new AbortController();
  let last = clock.now();
  const watch = async (): Promise<void> => {
    for (let left = ms; left > 0; left = last + ms - clock.now()) await clock.sleep(left, ended.signal);
    if (!ended.signal.aborted) silence.abort(reason());
  };
  watch().catch(() => undefined);
  return {
    signal: outer ? AbortSignal.any([outer, silence.signal]) : silence.signal,
    touch: () => {
      last = clock.now();
    },
    end: () => ended.abort(),
  };
}
