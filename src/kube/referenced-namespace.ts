/**
 * The objects of one kind and namespace that are referred to, and no others (decision 11): each watched by its name, or,
 * where too many of them are kubernetes.io/tls Secrets for that, all of those watched together and the bodies of the
 * others dropped as they are read.
 */
import type { Clock } from '../clock/clock.ts';
import type { ClusterObject } from '../cluster/objects.ts';
import type { Random } from './backoff.ts';
import type { KubeClient } from './client.ts';
import { startPatientWatch, type PatientWatch } from './patient-watch.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import { pathOf, RESOURCES, type RawObject, type ReferencedKind } from './resources.ts';
import { createStore, type Observed, type Sink } from './store.ts';

export interface ReferencedOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly kind: ReferencedKind;
  readonly project: (raw: RawObject, isReferenced: boolean) => ClusterObject;
  /** How many of those that could be watched together are watched by name. */
  readonly limit: number;
  /** The content changed, or what `isSettled` or `unreadable` say. */
  readonly onChange: () => void;
  readonly random: Random;
}

export interface ReferencedNamespaceOptions extends ReferencedOptions {
  readonly namespace: string;
  readonly onError: (error: Error) => void;
}

/** What is referred to; those that are of whatever type are watched by name, however many they are. */
export interface Wanted {
  readonly tls: ReadonlySet<string>;
  readonly byName: ReadonlySet<string>;
}

export interface ReferencedNamespace {
  /** Exactly these names are followed from here on. */
  want(wanted: Wanted): void;
  /** All that are wanted were read, or cannot be for now. */
  isSettled(): boolean;
  get(key: string): Observed<ClusterObject> | undefined;
  objects(): readonly ClusterObject[];
  unreadable(): readonly Unreadable[];
  stats(): readonly { readonly name: string | null; readonly stats: ReflectorStats }[];
  stop(): Promise<void>;
}

/** Objects that the API server does not give us at the moment; what was read before stays in use. */
export interface Unreadable {
  readonly kind: ReferencedKind;
  readonly namespace: string;
  /** Null: all that are referred to in the namespace. */
  readonly name: string | null;
  readonly error: Error;
}

/** Stands for all names. */
const ALL = '';
export function createReferencedNamespace(options: ReferencedNamespaceOptions): ReferencedNamespace {
  const { client, clock, kind, project, namespace, limit, onChange, onError, random } = options;
  const store = createStore<ClusterObject>(onChange);
  const watchers = new Map<string, PatientWatch>();
  let wanted: Wanted = { tls: new Set(), byName: new Set() };

  const keyOf = (name: string): string => `${namespace}/${name}`;
  const nameOf = (key: string): string => key.slice(namespace.length + 1);
  const isByName = (key: string): boolean => wanted.byName.has(nameOf(key));
  const isTogether = (key: string): boolean => wanted.tls.has(nameOf(key)) && !isByName(key);
  const isWanted = (key: string): boolean => isTogether(key) || isByName(key);

  /** Leaves alone what is watched by name as well. */
  const all: Sink<ClusterObject> = {
    replace: (observed) => {
      const others = Array.from(wanted.byName, (name) => store.get(keyOf(name)) ?? []).flat();
      store.replace([...observed.filter(({ key }) => isTogether(key)), ...others]);
    },
    apply: (observed) => {
      if (isTogether(observed.key)) store.apply(observed);
      else all.remove(observed.key);
    },
    remove: (key) => {
      if (!isByName(key)) store.remove(key);
    },
  };
  const one = (name: string): Sink<ClusterObject> => ({
    ...store,
    replace: ([observed]) => (observed ? store.apply(observed) : store.remove(keyOf(name))),
  });

  const start = (target: string): PatientWatch =>
    startPatientWatch({
      client,
      clock,
      random,
      path: pathOf(RESOURCES[kind], namespace),
      fieldSelector: target === ALL ? 'type=kubernetes.io/tls' : `metadata.name=${target}`,
      project: (raw) => project(raw, isWanted(keyOf(raw.metadata?.name ?? ''))),
      sink: target === ALL ? all : one(target),
      onChange,
      onError,
    });

  async function drop(target: string): Promise<void> {
    const watcher = watchers.get(target);
    watchers.delete(target);
    await watcher?.stop();
  }

  return {
    want(next) {
      const isGrowing = [...next.tls].some((name) => !isTogether(keyOf(name)));
      wanted = next;
      // Not back to names at the first one less: that would read everything anew each time.
      const together = next.tls.size > limit || (watchers.has(ALL) && next.tls.size > limit / 2);
      const targets = new Set([...next.byName, ...(together ? [ALL] : next.tls)]);
      for (const target of watchers.keys()) if (!targets.has(target)) void drop(target);
      for (const target of targets) {
        const watcher = watchers.get(target);
        if (!watcher) watchers.set(target, start(target));
        // What is referred to only now was dropped when it was read.
        else if (target === ALL && isGrowing) watcher.relist();
      }
      store.retain(isWanted);
    },
    isSettled: () => [...watchers.values()].every((watcher) => watcher.isSettled()),
    get: (key) => store.get(key),
    objects: () => store.objects(),
    unreadable: () =>
      [...watchers].flatMap(([target, watcher]) => {
        const error = watcher.unreadable();
        return error ? [{ kind, namespace, name: target === ALL ? null : target, error }] : [];
      }),
    stats: () =>
      Array.from(watchers, ([target, watcher]) => ({
        name: target === ALL ? null : target,
        stats: watcher.stats(),
      })),
    stop: async () => {
      await Promise.all([...watchers.keys()].map(drop));
    },
  };
}
