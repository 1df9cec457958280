/**
 * The Secrets of one namespace that are referred to, and no others (decision 11): each watched by its name, or, where
 * there are too many for that, all of type kubernetes.io/tls watched together and the bodies of the others dropped as
 * they are read.
 */
import type { Clock } from '../clock/clock.ts';
import type { Secret } from '../cluster/objects.ts';
import type { Random } from './backoff.ts';
import type { KubeClient } from './client.ts';
import { KubeError } from './kube-error.ts';
import { projectSecret } from './projections/secret.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import { createReflector } from './reflector.ts';
import { pathOf, RESOURCES } from './resources.ts';
import { createStore, type Observed, type Sink } from './store.ts';

export interface NamespaceSecretsOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly namespace: string;
  /** How many are watched by name. */
  readonly limit: number;
  /** The content changed, or what `isSettled` or `unreadable` say. */
  readonly onChange: () => void;
  readonly onError: (error: Error) => void;
  readonly random: Random;
}

export interface NamespaceSecrets {
  /** Exactly these names are followed from here on. */
  want(names: ReadonlySet<string>): void;
  /** All that are wanted were read, or cannot be for now. */
  isSettled(): boolean;
  get(key: string): Observed<Secret> | undefined;
  objects(): readonly Secret[];
  unreadable(): readonly UnreadableSecrets[];
  stats(): readonly { readonly name: string | null; readonly stats: ReflectorStats }[];
  stop(): Promise<void>;
}

/** Secrets that the API server does not give us at the moment; what was read before stays in use. */
export interface UnreadableSecrets {
  readonly namespace: string;
  /** Null: all that are referred to in the namespace. */
  readonly name: string | null;
  readonly error: Error;
}

interface Watcher {
  isSettled(): boolean;
  relist(): void;
  stats(): ReflectorStats;
  stop(): Promise<void>;
}

/** Stands for all names. */
const ALL = '';
/** Whoever waits for a Secret that cannot be read waits no longer than this. */
const PATIENCE_MS = 30_000;

export function createNamespaceSecrets(options: NamespaceSecretsOptions): NamespaceSecrets {
  const { client, clock, namespace, limit, onChange, onError, random } = options;
  const store = createStore<Secret>(onChange);
  const watchers = new Map<string, Watcher>();
  let wanted: ReadonlySet<string> = new Set();

  const keyOf = (name: string): string => `${namespace}/${name}`;
  const isWanted = (key: string): boolean => wanted.has(key.slice(namespace.length + 1));

  const all: Sink<Secret> = {
    replace: (observed) => store.replace(observed.filter(({ key }) => isWanted(key))),
    apply: (observed) => (isWanted(observed.key) ? store.apply(observed) : store.remove(observed.key)),
    remove: (key) => store.remove(key),
  };
  const one = (name: string): Sink<Secret> => ({
    ...store,
    replace: ([observed]) => (observed ? store.apply(observed) : store.remove(keyOf(name))),
  });

  function startWatcher(target: string): Watcher {
    let patience = new AbortController();
    let settled = false;
    const settle = (): void => {
      patience.abort();
      if (settled) return;
      settled = true;
      onChange();
    };
    const unsettle = (): void => {
      patience.abort();
      patience = new AbortController();
      settled = false;
      clock.sleep(PATIENCE_MS, patience.signal).then(settle, () => undefined);
    };
    const sink = target === ALL ? all : one(target);
    const reflector = createReflector<Secret>({
      client,
      clock,
      random,
      path: pathOf(RESOURCES.Secret, namespace),
      fieldSelector: target === ALL ? 'type=kubernetes.io/tls' : `metadata.name=${target}`,
      project: (raw) => projectSecret(raw, wanted.has(raw.metadata?.name ?? '')),
      sink: {
        ...sink,
        replace: (observed) => {
          sink.replace(observed);
          settle();
        },
      },
      onError: (error) => {
        onError(error);
        if (isForbidden(error)) settle();
        onChange();
      },
    });
    unsettle();
    reflector.start();
    return {
      isSettled: () => settled,
      relist: () => {
        unsettle();
        reflector.relist();
      },
      stats: () => reflector.stats(),
      stop: () => {
        patience.abort();
        return reflector.stop();
      },
    };
  }

  async function drop(target: string): Promise<void> {
    const watcher = watchers.get(target);
    watchers.delete(target);
    await watcher?.stop();
  }

  return {
    want(names) {
      const isGrowing = [...names].some((name) => !wanted.has(name));
      wanted = names;
      // Not back to names at the first one less: that would read everything anew each time.
      const together = names.size > limit || (watchers.has(ALL) && names.size > limit / 2);
      const targets = together ? new Set([ALL]) : names;
      for (const target of watchers.keys()) if (!targets.has(target)) void drop(target);
      for (const target of targets) {
        const watcher = watchers.get(target);
        if (!watcher) watchers.set(target, startWatcher(target));
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
        const stats = watcher.stats();
        if (stats.lastError === null || !isUnreadable(stats, clock.now())) return [];
        return [{ namespace, name: target === ALL ? null : target, error: stats.lastError }];
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

/** Forbidden, or out of reach for so long that it is not merely a restart of the API server. */
function isUnreadable(
  { watching, failuresInARow, lastContact, lastError }: ReflectorStats,
  now: number,
): boolean {
  if (watching || failuresInARow === 0) return false;
  return isForbidden(lastError) || now - (lastContact ?? -Infinity) >= PATIENCE_MS;
}

const isForbidden = (error: Error | null): boolean => error instanceof KubeError && error.status === 403;
