/** Time that runs faster. Whoever has the same scale has the same time, also in another process. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../src/clock/clock.ts';

export interface Scale {
  readonly speed: number;
  /** When it shows the real time; ms since the epoch. */
  readonly origin: number;
}

/** Finer than `Date.now()`, of which a step would be a fiftieth of a second at 1:20. */
export const realNow = (): number => performance.timeOrigin + performance.now();

export const toScaled = ({ speed, origin }: Scale, real: number): number => origin + speed * (real - origin);

export const scaledClock = (scale: Scale): Clock => ({
  now: () => Math.round(toScaled(scale, realNow())),
  sleep: (ms, signal) => delay(ms / scale.speed, undefined, signal ? { signal } : {}),
});
