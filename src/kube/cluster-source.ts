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
import { createCollections, type Collection } from './collections.ts';
import { KubeError } from './kube-error.ts';
import { createPacer } from './pacer.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import { RESOURCES } from './resources.ts';
import type { UnreadableSecrets } from './secret-namespace.ts';
import { createSecretWatches } from './secret-watches.ts';

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

/** Ingresses and classes, and the Secrets that they refer to. */
interface Routing {
  readonly objects: readonly ClusterObject[];
  readonly secrets: ReadonlySet<string>;
}

const SECRET_WATCH_LIMIT = 50;
/** Short against the holdoff of 250 ms that follows a change, long against the few ms that a listener needs. */
const NOTIFY_PAUSE_MS = 100;

export function createClusterSource(options: ClusterSourceOptions): ClusterSource {
  const { client, clock, namespaces, referencedSecrets, random = Math.random } = options;
  const listeners = new Set<() => void>();
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);
  /** What snapshots are made of. */
  let admitted: Routing = { objects: [], secrets: new Set() };
  /** What they will be made of when its Secrets were read. */
  let awaited: Routing | null = null;
  let areListed = false;
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
  const collections = createCollections({
    client,
    clock,
    namespaces,
    random,
    onChange: (kind) => (isRouting(kind) ? onRoutingChange() : notify()),
    onError: (error, where) => options.onError?.(error, where),
  });

  const pacer = createPacer(clock, NOTIFY_PAUSE_MS, () => {
    for (const listener of listeners) listener();
  });

  function onRoutingChange(): void {
    const objects = collections.objectsOf('Ingress', 'IngressClass');
    const next = new Set(referencedSecrets(createSnapshot(objects, clock.now())));
    secrets.want(new Set([...admitted.secrets, ...next]));
    awaited = { objects, secrets: next };
    admitIfSettled();
  }

  function admitIfSettled(): void {
    if (awaited === null || !secrets.isSettled()) return;
    admitted = awaited;
    awaited = null;
    secrets.want(admitted.secrets);
    notify();
  }

  function notify(): void {
    cached = null;
    if (!isSynced && areListed && awaited === null) {
      isSynced = true;
      ready.resolve();
    }
    if (isSynced) pacer.touch();
  }

  function identify({ kind, namespace, name }: ObjectRef): ObjectIdentity | null {
    if (!isKnown(kind)) return null;
    const key = keyOf({ namespace, name });
    const observed = kind === 'Secret' ? secrets.get(key) : collections.get(kind, key);
    const uid = observed?.object.metadata.uid;
    if (!observed || uid === undefined) return null;
    return { apiVersion: RESOURCES[kind].apiVersion, uid, resourceVersion: observed.resourceVersion };
  }

  return {
    start() {
      collections.start();
      const onListed = (): void => {
        areListed = true;
        notify();
      };
      collections.synced.then(onListed, () => undefined);
    },
    synced: ready.promise,
    snapshot() {
      if (!isSynced) throw new KubeError({ reason: 'NotSynced', message: 'the caches are not synced yet' });
      cached ??= createSnapshot(
        [...admitted.objects, ...collections.objectsOf('Service', 'EndpointSlice'), ...secrets.objects()],
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
      ...collections.stats().map((entry) => ({ ...entry, name: null })),
      ...secrets.stats().map((entry) => ({ kind: 'Secret' as const, ...entry })),
    ],
    async stop() {
      pacer.stop();
      ready.reject(new KubeError({ reason: 'Stopped', message: 'stopped before the first snapshot' }));
      await Promise.all([secrets.stop(), collections.stop()]);
    },
  };
}

const isRouting = (kind: ClusterKind): boolean => kind === 'Ingress' || kind === 'IngressClass';
const isKnown = (kind: string): kind is ClusterKind => Object.hasOwn(RESOURCES, kind);
