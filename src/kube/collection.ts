/** One kind in one place, reflected into a store. A kind that need not be installed has no objects where it is not. */
import type { Clock } from '../clock/clock.ts';
import type { ClusterObject } from '../cluster/objects.ts';
import type { Random } from './backoff.ts';
import type { KubeClient } from './client.ts';
import { isNotFound } from './kube-error.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import { createReflector } from './reflector.ts';
import { pathOf, PROJECTIONS, RESOURCES, type WatchedKind } from './resources.ts';
import { createStore, type Store } from './store.ts';

export interface CollectionOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly kind: WatchedKind;
  /** Null: of all namespaces, or cluster-scoped. */
  readonly namespace: string | null;
  readonly onChange: () => void;
  /** What went wrong; reflecting goes on. That a kind is not installed is nothing wrong where it need not be. */
  readonly onError: (error: Error) => void;
  readonly random: Random;
}

export interface WatchedCollection extends Pick<CollectionOptions, 'kind' | 'namespace'> {
  readonly store: Pick<Store<ClusterObject>, 'get' | 'objects'>;
  start(): void;
  /** Resolves when it was listed, or need not be. */
  readonly synced: Promise<void>;
  /** Resolves when it was listed anew; at once where the kind is not installed. */
  resync(): Promise<void>;
  /** Null: the kind is not installed. The reflector looks again with its own backoff, every 45 s at the latest. */
  stats(): ReflectorStats | null;
  stop(): Promise<void>;
}

export function createCollection(options: CollectionOptions): WatchedCollection {
  const { client, clock, kind, namespace, onChange, onError, random } = options;
  const resource = RESOURCES[kind];
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);
  let isMissing = false;

  const store = createStore<ClusterObject>(onChange);
  const reflector = createReflector<ClusterObject>({
    client,
    clock,
    random,
    path: pathOf(resource, namespace),
    project: PROJECTIONS[kind],
    sink: {
      replace(all) {
        isMissing = false;
        store.replace(all);
      },
      apply: (observed) => store.apply(observed),
      remove: (key) => store.remove(key),
    },
    onError: failed,
  });
  reflector.synced.then(ready.resolve, ready.reject);

  function failed(error: Error): void {
    if (!(resource.isOptional && isNotFound(error))) return onError(error);
    isMissing = true;
    store.replace([]);
    ready.resolve();
  }

  return {
    kind,
    namespace,
    store,
    start: () => reflector.start(),
    synced: ready.promise,
    resync: () => (isMissing ? Promise.resolve() : reflector.resync()),
    stats: () => (isMissing ? null : reflector.stats()),
    stop: () => reflector.stop(),
  };
}
