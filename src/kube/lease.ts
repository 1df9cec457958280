/**
 * Leader election by a Lease, with the times of client-go:
 *
 *   standby: try every 2 to 4.4 s, or when the holder lets go ─► leader: renew every 2 s ─► lost, or 10 s unrenewed ─► standby
 *
 * In: a client and a name for us. Out: whether we lead, and how sure that is; and the record of what leaders do to
 * gateways, which the Lease carries from one to the next. It must not know what that is.
 */
import type { Random } from './backoff.ts';
import { KubeError } from './kube-error.ts';
import { createLeaseHold, type LeaseHoldOptions, type LeaseTimes } from './lease-hold.ts';
import type { OperationRecord } from '../controller/ports.ts';
import { recordOf, withRecord } from './lease-record.ts';
import { watchRelease } from './lease-release.ts';

const LEASE_TIMES: LeaseTimes = { durationMs: 15_000, renewDeadlineMs: 10_000, retryMs: 2_000 };
/** By how much a standby's pause may grow, so that not all of them come at once. */
const STANDBY_JITTER = 1.2;
const RELEASE_MS = 1_500;

export interface ElectionOptions extends Omit<LeaseHoldOptions, 'times'> {
  /** Unique to this process, such as the pod's name and its uid. */
  readonly identity: string;
  readonly onElected: () => void;
  /** Not called by `stop`. */
  readonly onLost: () => void;
  readonly onError?: (error: Error) => void;
  readonly random?: Random;
}

export interface Election {
  start(): void;
  isLeader(): boolean;
  /** Whether the Lease was renewed in the last `ms`: the condition of every write to a gateway. */
  isFresh(ms: number): boolean;
  /** What the last leader, or we, wrote down about a gateway. */
  operation(gateway: string): OperationRecord | null;
  /** Null removes the record. Rejects where it could not be written down: then the gateway must not be written either. */
  recordOperation(gateway: string, record: OperationRecord | null): Promise<void>;
  /** Lets the Lease go, so that another takes it at once. */
  stop(): Promise<void>;
}

export function createElection(options: ElectionOptions): Election {
  const { clock, onElected, onLost, onError, random = Math.random } = options;
  const hold = createLeaseHold({ ...options, times: LEASE_TIMES });
  const { renewDeadlineMs, retryMs } = LEASE_TIMES;
  const stopping = new AbortController();
  const { signal } = stopping;
  let ended: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await becomeLeader();
      if (signal.aborted) return;
      onElected();
      await lead();
      if (!signal.aborted) onLost();
    }
  }

  async function becomeLeader(): Promise<void> {
    const release = watchRelease({ ...options, random });
    while (!signal.aborted) {
      await attempt(renewDeadlineMs);
      if (hold.isHeld()) break;
      await release.waitAtMost(retryMs * (1 + STANDBY_JITTER * random()), signal);
    }
    await release.stop();
  }

  /** Until the Lease is lost. Two attempts fit before the deadline: one that hangs must not cost the Lease. */
  async function lead(): Promise<void> {
    const left = (): number => Math.max(0, renewDeadlineMs - hold.age());
    while (!signal.aborted && hold.isHeld()) {
      await clock.sleep(Math.min(retryMs, left()), signal).catch(() => undefined);
      if (hold.isHeld()) await attempt(Math.min(renewDeadlineMs / 2, left()));
    }
  }

  async function attempt(limitMs: number): Promise<void> {
    try {
      await hold.renew(limitMs, signal);
    } catch (error) {
      if (!signal.aborted) onError?.(error as Error);
    }
  }

  return {
    start: () => {
      ended = run();
    },
    isLeader: () => hold.isHeld(),
    isFresh: (ms) => hold.isHeld() && hold.age() <= ms,
    operation: (gateway) => recordOf(hold.annotations(), gateway),
    async recordOperation(gateway, record) {
      const lost = new KubeError({ reason: 'NotLeader', message: 'the Lease is not ours' });
      if (!hold.isHeld()) throw lost;
      await hold.renew(renewDeadlineMs / 2, signal, (annotations) =>
        withRecord(annotations, gateway, record),
      );
      if (!hold.isHeld()) throw lost;
    },
    async stop() {
      stopping.abort();
      await ended;
      await hold.release(RELEASE_MS).catch((error: unknown) => onError?.(error as Error));
    },
  };
}
