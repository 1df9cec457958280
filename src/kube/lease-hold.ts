/**
 * Our hold on one Lease: taking, renewing, changing and releasing it, one write at a time, each with the resourceVersion
 * that the one before it left. When to do which is `lease.ts`'s business.
 */
import type { Clock } from '../clock/clock.ts';
import type { KubeClient } from './client.ts';
import { isConflict, KubeError } from './kube-error.ts';
import { leaseApi, microTime, type Lease } from './lease-object.ts';
import type { Annotations } from './lease-record.ts';
import { startWatchdog } from './watchdog.ts';

export interface LeaseTimes {
  readonly durationMs: number;
  readonly renewDeadlineMs: number;
  readonly retryMs: number;
}

export interface LeaseHoldOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly namespace: string;
  readonly name: string;
  readonly identity: string;
  readonly times: LeaseTimes;
}

export interface LeaseHold {
  isHeld(): boolean;
  /** Ms since the last renewal was sent; infinite where the Lease is not held. */
  age(): number;
  annotations(): Annotations;
  /**
   * Writes the Lease in our name, with its annotations as `edit` makes them, unless another holds it; `isHeld` tells.
   * Rejects where that was not possible within `limitMs`.
   */
  renew(
    limitMs: number,
    signal: AbortSignal,
    edit?: (annotations: Annotations) => Annotations,
  ): Promise<void>;
  /** Leaves the Lease to whoever wants it, annotations and all. */
  release(limitMs: number): Promise<void>;
}

export function createLeaseHold(options: LeaseHoldOptions): LeaseHold {
  const { client, clock, namespace, name, identity, times } = options;
  const api = leaseApi(client, namespace, name);
  /** The Lease as last seen, and when that version of it was first seen. */
  let seen: Lease | null = null;
  let seenAt = 0;
  /** When the request of our last renewal was sent: the answer may have taken its time. */
  let renewedAt = -Infinity;
  let last: Promise<unknown> = Promise.resolve();

  const age = (): number => clock.now() - renewedAt;
  const isHeld = (): boolean => age() < times.renewDeadlineMs;

  function see(lease: Lease | null): void {
    if (lease?.metadata.resourceVersion !== seen?.metadata.resourceVersion) seenAt = clock.now();
    seen = lease;
    if (lease?.spec.holderIdentity !== identity) renewedAt = -Infinity;
  }

  /** No clock but ours is trusted: a Lease has expired when we saw no renewal for its whole duration. */
  function isHeldByAnother(): boolean {
    const holder = seen?.spec.holderIdentity;
    return Boolean(holder) && holder !== identity && clock.now() < seenAt + times.durationMs;
  }

  async function claim(edit: (annotations: Annotations) => Annotations, signal: AbortSignal): Promise<void> {
    if (!isHeld()) see(await api.get(signal));
    for (let isRetry = false; !isHeldByAnother(); isRetry = true) {
      const sentAt = clock.now();
      try {
        see(await api.write(claimed(edit, sentAt), signal));
        renewedAt = sentAt;
        return;
      } catch (error) {
        if (isRetry || !isConflict(error)) throw error;
        see(await api.get(signal));
      }
    }
  }

  function claimed(edit: (annotations: Annotations) => Annotations, now: number): Lease {
    const { acquireTime, leaseTransitions = 0, holderIdentity } = seen?.spec ?? {};
    const isOurs = holderIdentity === identity;
    return {
      metadata: {
        ...(seen?.metadata ?? { namespace, name }),
        annotations: edit(seen?.metadata.annotations ?? {}),
      },
      spec: {
        holderIdentity: identity,
        leaseDurationSeconds: times.durationMs / 1000,
        acquireTime: (isOurs && acquireTime) || microTime(now),
        renewTime: microTime(now),
        leaseTransitions: isOurs || seen === null ? leaseTransitions : leaseTransitions + 1,
      },
    };
  }

  async function leave(signal: AbortSignal): Promise<void> {
    for (let isRetry = false; seen?.spec.holderIdentity === identity; isRetry = true) {
      const spec = { ...seen.spec, holderIdentity: '', leaseDurationSeconds: 1 };
      try {
        see(await api.write({ ...seen, spec: { ...spec, renewTime: microTime(clock.now()) } }, signal));
      } catch (error) {
        // A renewal whose answer we did not wait for may have been written.
        if (isRetry || !isConflict(error)) throw error;
        see(await api.get(signal));
      }
    }
  }

  function exclusively(
    limitMs: number,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const next = last.then(async () => {
      const message = `the Lease ${namespace}/${name} could not be written within ${limitMs / 1000} s`;
      const late = (): Error => new KubeError({ reason: 'Silent', message });
      const watchdog = startWatchdog(clock, limitMs, signal, late);
      try {
        await work(watchdog.signal);
      } finally {
        watchdog.end();
      }
    });
    last = next.catch(() => undefined);
    return next;
  }

  return {
    isHeld,
    age,
    annotations: () => seen?.metadata.annotations ?? {},
    renew: (limitMs, signal, edit = (annotations) => annotations) =>
      exclusively(limitMs, signal, (limited) => claim(edit, limited)),
    release: (limitMs) => exclusively(limitMs, undefined, leave),
  };
}
