/**
 * Diagnostics -> Events on the objects that they concern. In: all diagnostics of a run, the same ones run after run. Out:
 * one Event for each, whose series counts on while it lasts, within a budget for each object and for all together: what
 * exceeds it is dropped and counted, for conditions and logs say it too. Only the leader may call this.
 */
import type { Clock } from '../clock/clock.ts';
import type { Diagnostic, ObjectRef } from '../diagnostics/diagnostic.ts';
import type { KubeClient } from './client.ts';
import type { ObjectIdentity } from './cluster-source.ts';
import { dedupeKey, eventObject, seriesPatch, type EventReporter } from './event-object.ts';
import { isNotFound } from './kube-error.ts';
import { createTokenBucket, type BucketSize, type TokenBucket } from './token-bucket.ts';

export interface EventRecorderOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly reporter: EventReporter;
  /** Null where the object is gone, or is none that Events can be about. */
  readonly identify: (object: ObjectRef) => ObjectIdentity | null;
  readonly onError?: (error: Error) => void;
}

export interface EventRecorder {
  /** Resolves when all that is to be sent was sent, or failed; one call at a time. */
  record(diagnostics: readonly Diagnostic[], signal?: AbortSignal): Promise<void>;
  stats(): { readonly sent: number; readonly dropped: number; readonly failed: number };
}

interface Recorded {
  readonly namespace: string;
  readonly name: string;
  readonly sentAt: number;
  /** How often it was reported, and how often when it was last sent. */
  readonly count: number;
}

const EVENTS_OF_ONE: BucketSize = { burst: 10, refillMs: 60_000 };
const EVENTS_OF_ALL: BucketSize = { burst: 100, refillMs: 500 };
/** The API server forgets an Event an hour after its last update. */
const SERIES_MS = 600_000;
const FORGET_MS = 3_600_000;

export function createEventRecorder(options: EventRecorderOptions): EventRecorder {
  const { client, clock, reporter, identify, onError } = options;
  const recorded = new Map<string, Recorded>();
  const buckets = new Map<string, TokenBucket>();
  const everything = createTokenBucket(clock, EVENTS_OF_ALL);
  const stats = { sent: 0, dropped: 0, failed: 0 };

  async function one(
    diagnostic: Diagnostic & { readonly object: ObjectRef },
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const identity = identify(diagnostic.object);
    if (identity === null) return;
    const key = dedupeKey(diagnostic, identity);
    const before = recorded.get(key);
    const count = (before?.count ?? 0) + 1;
    if (before && clock.now() - before.sentAt < SERIES_MS) {
      recorded.set(key, { ...before, count });
      return;
    }
    if (!bucketOf(identity.uid).take() || !everything.take()) {
      stats.dropped += 1;
      return;
    }
    const isUpdated = before !== undefined && (await update(before, count, signal));
    const { namespace, name } = isUpdated ? before : await create(diagnostic, identity, signal);
    recorded.set(key, { namespace, name, sentAt: clock.now(), count: isUpdated ? count : 1 });
    stats.sent += 1;
  }

  async function create(
    diagnostic: Diagnostic & { readonly object: ObjectRef },
    identity: ObjectIdentity,
    signal: AbortSignal | undefined,
  ) {
    const body = eventObject(diagnostic, identity, reporter, clock.now());
    await client.request({ method: 'POST', path: pathOf(body.metadata.namespace), body, signal });
    return body.metadata;
  }

  /** Whether it was still there. */
  async function update(
    { namespace, name }: Recorded,
    count: number,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    try {
      await client.request({
        method: 'PATCH',
        path: `${pathOf(namespace)}/${name}`,
        contentType: 'application/merge-patch+json',
        body: seriesPatch(count, clock.now()),
        signal,
      });
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  function bucketOf(uid: string): TokenBucket {
    const bucket = buckets.get(uid) ?? createTokenBucket(clock, EVENTS_OF_ONE);
    buckets.set(uid, bucket);
    return bucket;
  }

  function forgetTheOld(): void {
    for (const [key, { sentAt }] of recorded) if (clock.now() - sentAt > FORGET_MS) recorded.delete(key);
    for (const [uid, bucket] of buckets) if (bucket.isFull()) buckets.delete(uid);
  }

  return {
    async record(diagnostics, signal) {
      forgetTheOld();
      for (const diagnostic of diagnostics) {
        const { object } = diagnostic;
        if (object === null) continue;
        try {
          await one({ ...diagnostic, object }, signal);
        } catch (error) {
          signal?.throwIfAborted();
          stats.failed += 1;
          onError?.(error as Error);
        }
      }
    },
    stats: () => ({ ...stats }),
  };
}

const pathOf = (namespace: string): string => `/apis/events.k8s.io/v1/namespaces/${namespace}/events`;
