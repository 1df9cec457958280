/** A reflector and a store for each kind but Secrets, in each namespace that is to be read. */
import type { Clock } from '../clock/clock.ts';
import type { ClusterKind, ClusterObject } from '../cluster/objects.ts';
import type { Random } from './backoff.ts';
import type { KubeClient } from './client.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import { createReflector } from './reflector.ts';
import { pathOf, PROJECTIONS, RESOURCES } from './resources.ts';
import { createStore, type Observed } from './store.ts';

export interface Collection {
  readonly kind: ClusterKind;
  /** Null: of all namespaces, or cluster-scoped. */
  readonly namespace: string | null;
}

export interface CollectionsOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** Only these; null: all. */
  readonly namespaces: readonly string[] | null;
  readonly onChange: (kind: ClusterKind) => void;
  readonly onError: (error: Error, where: Collection) => void;
  readonly random: Random;
}

export interface Collections {
  start(): void;
  /** Resolves when every collection was listed. */
  readonly synced: Promise<unknown>;
  objectsOf(...kinds: readonly ClusterKind[]): readonly ClusterObject[];
  get(kind: ClusterKind, key: string): Observed<ClusterObject> | undefined;
  stats(): readonly (Collection & { readonly stats: ReflectorStats })[];
  stop(): Promise<void>;
}

const KINDS = ['Ingress', 'IngressClass', 'Service', 'EndpointSlice'] as const;

export function createCollections(options: CollectionsOptions): Collections {
  const { client, clock, namespaces, onChange, onError, random } = options;
  const collections = KINDS.flatMap((kind) =>
    (RESOURCES[kind].scope === 'cluster' || namespaces === null ? [null] : namespaces).map((namespace) => {
      const store = createStore<ClusterObject>(() => onChange(kind));
      const reflector = createReflector({
        client,
        clock,
        random,
        path: pathOf(RESOURCES[kind], namespace),
        project: PROJECTIONS[kind],
        sink: store,
        onError: (error) => onError(error, { kind, namespace }),
      });
      return { kind, namespace, store, reflector };
    }),
  );
  const of = (kinds: readonly ClusterKind[]) => collections.filter(({ kind }) => kinds.includes(kind));
  const synced = Promise.all(collections.map(({ reflector }) => reflector.synced));
  synced.catch(() => undefined);

  return {
    start: () => {
      for (const { reflector } of collections) reflector.start();
    },
    synced,
    objectsOf: (...kinds) => of(kinds).flatMap(({ store }) => store.objects()),
    get: (kind, key) =>
      of([kind])
        .map(({ store }) => store.get(key))
        .find((observed) => observed !== undefined),
    stats: () =>
      collections.map(({ kind, namespace, reflector }) => ({ kind, namespace, stats: reflector.stats() })),
    stop: async () => {
      await Promise.all(collections.map(({ reflector }) => reflector.stop()));
    },
  };
}
