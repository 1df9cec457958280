/**
 * The API server as a source of snapshots:
 *
 *   reflector per kind and namespace ─► store ─┐
 *      Ingresses, classes ─► what do they name? ┼─► Snapshot, when something that the core reads has changed
 *    reflectors of those Secrets and ConfigMaps ┘
 *
 * In: a client, the namespaces, and a function that says which Secrets and ConfigMaps the Ingresses refer to. Out: the
 * port `SnapshotSource`. It must not know what an Ingress means. It is never half-synced: not at the start, and not
 * later, when an Ingress refers to a Secret that was not read before; until it is, the Ingresses stay as they were.
 */
import type { Clock } from '../clock/clock.ts';
import type { ClusterKind, ClusterObject } from '../cluster/objects.ts';
import { NO_REFERENCES, union, type References } from '../cluster/references.ts';
import { createSnapshot, keyOf, type Snapshot } from '../cluster/snapshot.ts';
import type { SnapshotSource } from '../controller/ports.ts';
import type { Diagnostic, ObjectRef } from '../diagnostics/diagnostic.ts';
import type { Random } from './backoff.ts';
import type { KubeClient } from './client.ts';
import { createCollections, type Collection } from './collections.ts';
import { KubeError } from './kube-error.ts';
import { createPacer } from './pacer.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import { createReferenced } from './referenced-objects.ts';
import type { Unreadable } from './referenced-namespace.ts';
import { RESOURCES } from './resources.ts';

export interface ClusterSourceOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** Only these; null: all. */
  readonly namespaces: readonly string[] | null;
  /** How many Secrets of a namespace are watched by name. */
  readonly secretWatchLimit?: number;
  /** What the Ingresses of the snapshot refer to; only Ingresses and classes are in it. */
  readonly references: (snapshot: Snapshot) => References;
  /** The words for objects that cannot be read. */
  readonly diagnoseUnreadable: (unreadable: Unreadable) => Diagnostic;
  readonly onError?: (error: Error, where: Collection) => void;
  readonly random?: Random;
}

export interface ClusterSource extends SnapshotSource {
  resync(): Promise<void>;
  start(): void;
  /** Resolves when there is a snapshot; before, `snapshot` throws. Rejects when stopped before. */
  readonly synced: Promise<void>;
  stop(): Promise<void>;
  /** Of each collection; of Secrets and ConfigMaps one for each watch. */
  stats(): readonly (Collection & { readonly name: string | null; readonly stats: ReflectorStats })[];
  /** What an Event about the object must say of it. */
  identify(ref: ObjectRef): ObjectIdentity | null;
}

export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

/** Ingresses and classes, and what they refer to. */
interface Routing {
  readonly objects: readonly ClusterObject[];
  readonly references: References;
}

const SECRET_WATCH_LIMIT = 50;
/** Short against the holdoff of 250 ms that follows a change, long against the few ms that a listener needs. */
const NOTIFY_PAUSE_MS = 100;

export function createClusterSource(options: ClusterSourceOptions): ClusterSource {
  const { client, clock, namespaces, references, random = Math.random } = options;
  const listeners = new Set<() => void>();
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);
  /** What snapshots are made of. */
  let admitted: Routing = { objects: [], references: NO_REFERENCES };
  /** What they will be made of when what it refers to was read. */
  let awaited: Routing | null = null;
  let areListed = false;
  let isSynced = false;
  let cached: Snapshot | null = null;

  const referenced = createReferenced({
    client,
    clock,
    random,
    limit: options.secretWatchLimit ?? SECRET_WATCH_LIMIT,
    onChange: () => {
      admitIfSettled();
      notify();
    },
    onError: (error, where) => options.onError?.(error, where),
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
    const objects = collections.objectsOf(isRouting);
    const next = references(createSnapshot(objects, clock.now()));
    referenced.want(union(admitted.references, next));
    awaited = { objects, references: next };
    admitIfSettled();
  }

  function admitIfSettled(): void {
    if (awaited === null || !referenced.isSettled()) return;
    admitted = awaited;
    awaited = null;
    referenced.want(admitted.references);
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
    const observed =
      kind === 'Secret' || kind === 'ConfigMap' ? referenced.get(kind, key) : collections.get(kind, key);
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
        [...admitted.objects, ...collections.objectsOf((kind) => !isRouting(kind)), ...referenced.objects()],
        clock.now(),
      );
      return {
        snapshot: { ...cached, at: clock.now() },
        diagnostics: referenced.unreadable().map(options.diagnoseUnreadable),
      };
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    /** Not of Secrets and ConfigMaps: what goes with one of them is held, not removed. */
    resync: () => collections.resync(),
    identify,
    stats: () => [...collections.stats().map((entry) => ({ ...entry, name: null })), ...referenced.stats()],
    async stop() {
      pacer.stop();
      ready.reject(new KubeError({ reason: 'Stopped', message: 'stopped before the first snapshot' }));
      await Promise.all([referenced.stop(), collections.stop()]);
    },
  };
}

const isRouting = (kind: ClusterKind): boolean => kind === 'Ingress' || kind === 'IngressClass';
const isKnown = (kind: string): kind is ClusterKind => Object.hasOwn(RESOURCES, kind);
