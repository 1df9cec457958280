/**
 * When to ask again how an operation goes, where ARM does not say (for Application Gateway it does not). The next PUT
 * waits for the end of this one, so a late look costs time; each look costs one of the reads that all gateways share.
 * Operations on one gateway mostly take as long as the one before: around that time looks are closer, far from it they
 * are two seconds apart. So the end is seen late by at most half of what the guess was wrong by, or by 50 ms, for about
 * twenty reads an operation instead of ten.
 */
export interface PollInterval {
  readonly firstMs: number;
  readonly maxMs: number;
}
export const POLL_INTERVAL: PollInterval = { firstMs: 1000, maxMs: 2000 };

const GROWTH = 1.5;
const NEAR_MS = 50;

/** Ms from now to the next look at an operation that has run for so long. */
export type PollPace = (elapsedMs: number) => number;

/** `expectedMs`: how long it will take; null: nobody knows, or there are no reads to spare. */
export function createPollPace({ firstMs, maxMs }: PollInterval, expectedMs: () => number | null): PollPace {
  let usual = firstMs;
  return (elapsedMs) => {
    const pause = usual;
    usual = Math.min(usual * GROWTH, maxMs);
    const expected = expectedMs();
    if (expected === null) return pause;
    return Math.min(pause, Math.max(NEAR_MS, Math.abs(expected - elapsedMs) / 2));
  };
}
