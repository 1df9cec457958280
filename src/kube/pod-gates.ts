/**
 * Writes conditions of pods, by which their readiness gates open. A strategic merge touches our condition alone, so that
 * kubelet, which writes its own all the time, is no conflict; the uid makes sure that the pod is still the same one.
 * Nothing is read before: what would be compared is in the cache. Only a condition that is not true is bound to the
 * version that was seen there: it must never take back what our predecessor has just opened.
 */
import type { Clock } from '../clock/clock.ts';
import type { ObjectRef } from '../diagnostics/diagnostic.ts';
import type { GateOutcome, PodCondition, PodGates, PodTarget } from '../controller/ports.ts';
import type { KubeClient } from './client.ts';
import type { ObjectIdentity } from './cluster-source.ts';
import { KubeError } from './kube-error.ts';
import { pathOf, RESOURCES } from './resources.ts';
import { createTokenBucket, type BucketSize } from './token-bucket.ts';

export interface PodGatesOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** The pod as the cache has it; null: it is not there. */
  readonly identify: (pod: ObjectRef) => ObjectIdentity | null;
  /** Names us in `managedFields`. */
  readonly fieldManager: string;
}

/** A rollout of hundreds of pods must leave the API server to others as well. */
const WRITES: BucketSize = { burst: 50, refillMs: 50 };

export function createPodGates({ client, clock, identify, fieldManager }: PodGatesOptions): PodGates {
  const bucket = createTokenBucket(clock, WRITES);

  async function patch(
    { namespace, name, uid }: PodTarget,
    { isKept, ...condition }: PodCondition,
    signal: AbortSignal | undefined,
  ): Promise<GateOutcome> {
    const seen = identify({ kind: 'Pod', namespace, name });
    if (seen?.uid !== uid) return { kind: 'gone' };
    while (!bucket.take()) await clock.sleep(WRITES.refillMs, signal);
    const { resourceVersion } = seen;
    const lastTransitionTime = new Date(clock.now()).toISOString().replace(/\.\d+/, '');
    await client.request({
      method: 'PATCH',
      path: `${pathOf(RESOURCES.Pod, namespace, name)}/status`,
      query: { fieldManager },
      contentType: 'application/strategic-merge-patch+json',
      body: {
        metadata: { uid, ...(condition.status === 'False' && { resourceVersion }) },
        status: { conditions: [{ ...condition, ...(!isKept && { lastTransitionTime }) }] },
      },
      signal,
    });
    return { kind: 'written' };
  }

  return {
    async write(target, condition, signal) {
      try {
        return await patch(target, condition, signal);
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof KubeError)) throw error;
        if (error.status === 404) return { kind: 'gone' };
        if (error.status === 409) return { kind: 'stale' };
        return { kind: error.status === 403 ? 'forbidden' : 'failed', error };
      }
    },
  };
}
