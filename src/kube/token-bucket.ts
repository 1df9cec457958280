/** So many at once, and one more each so many ms. */
import type { Clock } from '../clock/clock.ts';

export interface BucketSize {
  readonly burst: number;
  readonly refillMs: number;
}

export interface TokenBucket {
  /** Whether there was one left to take. */
  take(): boolean;
  /** Whether none is missing: then the bucket is as good as a new one. */
  isFull(): boolean;
}

export function createTokenBucket(clock: Pick<Clock, 'now'>, { burst, refillMs }: BucketSize): TokenBucket {
  let tokens = burst;
  let filledAt = clock.now();
  const fill = (): void => {
    const gained = Math.floor((clock.now() - filledAt) / refillMs);
    tokens = Math.min(burst, tokens + gained);
    filledAt += gained * refillMs;
  };
  return {
    take() {
      fill();
      if (tokens === 0) return false;
      tokens -= 1;
      return true;
    },
    isFull() {
      fill();
      return tokens === burst;
    },
  };
}
