/** How long to wait before the next attempt; everything is spread, so that not all controllers come at once. */
export type Random = () => number;

const FIRST_MS = 800;
const MOST_MS = 30_000;

/** Half to one and a half times `ms`. */
export const jittered = (ms: number, random: Random): number => ms * (0.5 + random());

/** After `failures` in a row, the last one included. */
export const backoff = (failures: number, random: Random): number =>
  jittered(Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1)), random);

/** What the server asked for, and up to a second more. */
export const asAsked = (retryAfterMs: number, random: Random): number => retryAfterMs + random() * 1000;
