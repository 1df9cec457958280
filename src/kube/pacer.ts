/**
 * Keeps calls apart: the first is made at once, what comes right after it is made up for by one call at the end of the
 * pause. A pod that starts changes its slice several times, and whoever is called looks at the whole cluster each time.
 */
import type { Clock } from '../clock/clock.ts';

export interface Pacer {
  /** There is something to call for. */
  touch(): void;
  stop(): void;
}

export function createPacer(clock: Clock, pauseMs: number, call: () => void): Pacer {
  const stopping = new AbortController();
  let isPausing = false;
  let isDue = false;

  function callNow(): void {
    isDue = false;
    isPausing = true;
    clock.sleep(pauseMs, stopping.signal).then(resume, () => undefined);
    call();
  }

  function resume(): void {
    isPausing = false;
    if (isDue) callNow();
  }

  return {
    touch: () => {
      if (isPausing) isDue = true;
      else callNow();
    },
    stop: () => stopping.abort(),
  };
}
