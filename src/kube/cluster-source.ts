/**
 * The API server as a source of snapshots:
 *
 *   reflector per kind and namespace ─► store ─┐
 *        Ingresses, classes ─► which Secrets? ─┼─► Snapshot, when something that the core reads has changed
 *                  reflectors of those Secrets ┘
 *
 * In: a client, the namespaces, and a function that says which Secrets the Ingresses refer to. Out: the port
 * `SnapshotSource`. It must not know what an Ingress means. It is never half-synced: not at the start, and not later,
 * when an Ingress refers to a Secret that was not read before; until it is, the Ingresses stay as they were.
 */
import type { Clock } from '../clock/clock.ts';
import type { ClusterKind, ClusterObject } from '../cluster/objects.ts';
import { createSnapshot, keyOf, type Snapshot } from '../cluster/snapshot.ts';
import type { SnapshotSource } from '../controller/ports.ts';
import type { Diagnostic, ObjectRef } from '../diagnostics/diagnostic.ts';
import type { Random } from './backoff.ts';
import type { KubeClient } from './client.ts';
import { KubeError } from './kube-error.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import { createReflector, type Reflector } from './reflector.ts';
import { pathOf, PROJECTIONS, RESOURCES } from './resources.ts';
import type { UnreadableSecrets } from './secret-namespace.ts';
import { createSecretWatches } from './secret-watches.ts';
import { createStore, type Observed, type Store } from './store.ts';

export interface ClusterSourceOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** Only these; null: all. */
  readonly namespaces: readonly string[] | null;
  /** How many Secrets of a namespace are watched by name. */
  readonly secretWatchLimit?: number;
  /** `namespace/name` of each Secret that the Ingresses of the snapshot refer to; only Ingresses and classes are in it. */
  readonly referencedSecrets: (snapshot: Snapshot) => Iterable<string>;
  /** The words for Secrets that cannot be read. */
  readonly diagnoseUnreadable: (unreadable: UnreadableSecrets) => Diagnostic;
  readonly onError?: (error: Error, where: Collection) => void;
  readonly random?: Random;
}

export interface Collection {
  readonly kind: ClusterKind;
  /** Null: of all namespaces, or cluster-scoped. */
  readonly namespace: string | null;
}

export interface ClusterSource extends SnapshotSource {
  start(): void;
  /** Resolves when there is a snapshot; before, `snapshot` throws. Rejects when stopped before. */
  readonly synced: Promise<void>;
  stop(): Promise<void>;
  /** Of each collection; of Secrets one for each watch. */
  stats(): readonly (Collection & { readonly name: string | null; readonly stats: ReflectorStats })[];
  /** What an Event about the object must say of it. */
  identify(ref: ObjectRef): ObjectIdentity | null;
}

export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

interface Watched extends Collection {
  readonly store: Store<ClusterObject>;
  readonly reflector: Reflector;
}

const SECRET_WATCH_LIMIT = 50;
const KINDS = ['Ingress', 'IngressClass', 'Service', 'EndpointSlice'] as const;

export function createClusterSource(options: ClusterSourceOptions): ClusterSource {
  const { client, clock, namespaces, referencedSecrets, random = Math.random } = options;
  const listeners = new Set<() => void>();
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);
  /** What snapshots are made of; trails behind the stores while a Secret is awaited. */
  let admitted: readonly ClusterObject[] = [];
  let admittedSecrets: ReadonlySet<string> = new Set();
  let awaitsSecrets = false;
  let isSynced = false;
  let cached: Snapshot | null = null;

  const secrets = createSecretWatches({
    client,
    clock,
    random,
    limit: options.secretWatchLimit ?? SECRET_WATCH_LIMIT,
    onChange: () => {
      admitIfSettled();
      notify();
    },
    onError: (error, namespace) => options.onError?.(error, { kind: 'Secret', namespace }),
  });
  const watched = KINDS.flatMap((kind) => {
    const isRouting = kind === 'Ingress' || kind === 'IngressClass';
    const places = RESOURCES[kind].scope === 'cluster' || namespaces === null ? [null] : namespaces;
    return places.map((namespace) => watch(kind, namespace, isRouting ? onRoutingChange : notify));
  });

  function watch(kind: (typeof KINDS)[number], namespace: string | null, onChange: () => void): Watched {
    const store = createStore<ClusterObject>(onChange);
    const reflector = createReflector({
      client,
      clock,
      random,
      path: pathOf(RESOURCES[kind], namespace),
      project: PROJECTIONS[kind],
      sink: store,
      onError: (error) => options.onError?.(error, { kind, namespace }),
    });
    return { kind, namespace, store, reflector };
  }

  const objectsOf = (...kinds: readonly ClusterKind[]): readonly ClusterObject[] =>
    watched.filter(({ kind }) => kinds.includes(kind)).flatMap(({ store }) => store.objects());

  function onRoutingChange(): void {
    secrets.want(new Set([...admittedSecrets, ...referenced(objectsOf('Ingress', 'IngressClass'))]));
    awaitsSecrets = true;
    admitIfSettled();
  }

  const referenced = (routing: readonly ClusterObject[]): Iterable<string> =>
    referencedSecrets(createSnapshot(routing, clock.now()));

  function admitIfSettled(): void {
    if (!awaitsSecrets || !secrets.isSettled()) return;
    awaitsSecrets = false;
    admitted = objectsOf('Ingress', 'IngressClass');
    admittedSecrets = new Set(referenced(admitted));
    secrets.want(admittedSecrets);
    notify();
  }

  function notify(): void {
    cached = null;
    becomeSynced();
    if (isSynced) for (const listener of listeners) listener();
  }

  function becomeSynced(): void {
    if (isSynced || awaitsSecrets || !watched.every(({ reflector }) => reflector.stats().synced)) return;
    isSynced = true;
    ready.resolve();
  }

  function identify({ kind, namespace, name }: ObjectRef): ObjectIdentity | null {
    const resource = kind in RESOURCES ? RESOURCES[kind as ClusterKind] : undefined;
    const key = keyOf({ namespace, name });
    const stores = watched.filter((collection) => collection.kind === kind).map(({ store }) => store);
    const observed: Observed<ClusterObject> | undefined =
      kind === 'Secret' ? secrets.get(key) : stores.map((store) => store.get(key)).find(Boolean);
    const uid = observed?.object.metadata.uid;
    if (!resource || !observed || uid === undefined) return null;
    return { apiVersion: resource.apiVersion, uid, resourceVersion: observed.resourceVersion };
  }

  return {
    start() {
      for (const { reflector } of watched) reflector.start();
      // An empty collection changes nothing, so nobody else would notice that it is there.
      Promise.all(watched.map(({ reflector }) => reflector.synced)).then(notify, () => undefined);
    },
    synced: ready.promise,
    snapshot() {
      if (!isSynced) throw new KubeError({ reason: 'NotSynced', message: 'the caches are not synced yet' });
      cached ??= createSnapshot(
        [...admitted, ...objectsOf('Service', 'EndpointSlice'), ...secrets.objects()],
        clock.now(),
      );
      return {
        snapshot: { ...cached, at: clock.now() },
        diagnostics: secrets.unreadable().map(options.diagnoseUnreadable),
      };
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    identify,
    stats: () => [
      ...watched.map(({ kind, namespace, reflector }) => ({
        kind,
        namespace,
        name: null,
        stats: reflector.stats(),
      })),
      ...secrets.stats().map((entry) => ({ kind: 'Secret' as const, ...entry })),
    ],
    async stop() {
      ready.reject(new KubeError({ reason: 'Stopped', message: 'stopped before the first snapshot' }));
      await Promise.all([secrets.stop(), ...watched.map(({ reflector }) => reflector.stop())]);
    },
  };
}
