/**
 * Our own limits on requests to ARM, shared by all gateways of a subscription, so that the service's buckets never run
 * dry because of us: reads 250 refilled at 25 a second, writes 200 at 10 a second (ARM, since 2024); we take half.
 * A 429 stops the whole kind until the time it names.
 */
import type { Clock } from '../clock/clock.ts';

export type RequestKind = 'read' | 'write';

export interface Bucket {
  readonly size: number;
  readonly perSecond: number;
}

export const BUCKETS: Readonly<Record<RequestKind, Bucket>> = {
  read: { size: 125, perSecond: 12.5 },
  write: { size: 100, perSecond: 5 },
};

export interface Throttle {
  /** Waits until a request of this kind may be sent. */
  readonly acquire: (kind: RequestKind, signal?: AbortSignal) => Promise<void>;
  /** The service asked to wait so long. */
  readonly pause: (kind: RequestKind, ms: number) => void;
  /** Whether requests that could be done without may be sent too: half of the bucket is left. */
  readonly isAmple: (kind: RequestKind) => boolean;
}

export function createThrottle(
  clock: Clock,
  buckets: Readonly<Record<RequestKind, Bucket>> = BUCKETS,
): Throttle {
  const states = {
    read: createState(buckets.read, clock.now()),
    write: createState(buckets.write, clock.now()),
  };
  return {
    acquire: async (kind, signal) => {
      const wait = take(states[kind], buckets[kind], clock.now());
      if (wait > 0) await clock.sleep(wait, signal);
    },
    pause: (kind, ms) => {
      states[kind].notBefore = Math.max(states[kind].notBefore, clock.now() + ms);
    },
    isAmple: (kind) => refilled(states[kind], buckets[kind], clock.now()) >= buckets[kind].size / 2,
  };
}

interface State {
  tokens: number;
  at: number;
  notBefore: number;
}

const createState = ({ size }: Bucket, now: number): State => ({ tokens: size, at: now, notBefore: 0 });

const refilled = ({ tokens, at }: State, { size, perSecond }: Bucket, now: number): number =>
  Math.min(size, tokens + ((now - at) / 1000) * perSecond);

/** Takes a token, if need be one of the future, and says how long that is away. */
function take(state: State, bucket: Bucket, now: number): number {
  const { perSecond } = bucket;
  state.tokens = refilled(state, bucket, now) - 1;
  state.at = now;
  const refill = state.tokens < 0 ? (-state.tokens / perSecond) * 1000 : 0;
  return Math.max(refill, state.notBefore - now, 0);
}
