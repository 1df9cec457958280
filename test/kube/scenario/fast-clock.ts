/**
 * Ten times as fast: the controller, the emulated ARM and the API server are given this clock, so that a scenario with
 * the real times (a Lease of 15 s, a floor of 5 s) takes a tenth of them.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../src/clock/clock.ts';

const SPEED = 10;
const START = Date.now();

export const fastClock: Clock = {
  now: () => START + SPEED * (Date.now() - START),
  sleep: (ms, signal) => delay(ms / SPEED, undefined, signal ? { signal } : {}),
};
