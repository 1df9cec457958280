/** Every kind but those that are read by reference, in each namespace that is to be read. */
import type { ClusterKind, ClusterObject } from '../cluster/objects.ts';
import { createCollection, type CollectionOptions } from './collection.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import { PROJECTIONS, RESOURCES, type WatchedKind } from './resources.ts';
import type { Observed } from './store.ts';

export interface Collection {
  readonly kind: ClusterKind;
  /** Null: of all namespaces, or cluster-scoped. */
  readonly namespace: string | null;
}

export interface CollectionsOptions extends Pick<CollectionOptions, 'client' | 'clock' | 'random'> {
  /** Only these; null: all. */
  readonly namespaces: readonly string[] | null;
  readonly onChange: (kind: WatchedKind) => void;
  readonly onError: (error: Error, where: Collection) => void;
}

export interface Collections {
  start(): void;
  /** Resolves when every collection was listed. */
  readonly synced: Promise<unknown>;
  /** Resolves when every collection was listed anew. */
  resync(): Promise<void>;
  objectsOf(isWanted: (kind: WatchedKind) => boolean): readonly ClusterObject[];
  get(kind: WatchedKind, key: string): Observed<ClusterObject> | undefined;
  /** Without the kinds that are not installed. */
  stats(): readonly (Collection & { readonly stats: ReflectorStats })[];
  stop(): Promise<void>;
}

const KINDS = Object.keys(PROJECTIONS) as WatchedKind[];

export function createCollections(options: CollectionsOptions): Collections {
  const { client, clock, random, namespaces, onChange, onError } = options;
  const collections = KINDS.flatMap((kind) =>
    (RESOURCES[kind].scope === 'cluster' || namespaces === null ? [null] : namespaces).map((namespace) =>
      createCollection({
        client,
        clock,
        random,
        kind,
        namespace,
        onChange: () => onChange(kind),
        onError: (error) => onError(error, { kind, namespace }),
      }),
    ),
  );
  const synced = Promise.all(collections.map((collection) => collection.synced));
  synced.catch(() => undefined);

  return {
    start: () => {
      for (const collection of collections) collection.start();
    },
    synced,
    resync: async () => {
      await Promise.all(collections.map((collection) => collection.resync()));
    },
    objectsOf: (isWanted) =>
      collections.filter(({ kind }) => isWanted(kind)).flatMap(({ store }) => store.objects()),
    get: (kind, key) =>
      collections
        .filter((collection) => collection.kind === kind)
        .map(({ store }) => store.get(key))
        .find((observed) => observed !== undefined),
    stats: () =>
      collections.flatMap(({ kind, namespace, ...collection }) => {
        const stats = collection.stats();
        return stats ? [{ kind, namespace, stats }] : [];
      }),
    stop: async () => {
      await Promise.all(collections.map((collection) => collection.stop()));
    },
  };
}
