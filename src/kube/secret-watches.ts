/** The Secrets that are referred to, in all namespaces. One namespace that may not be read does not stop the others. */
import type { Secret } from '../cluster/objects.ts';
import {
  createNamespaceSecrets,
  type NamespaceSecrets,
  type NamespaceSecretsOptions,
  type UnreadableSecrets,
} from './secret-namespace.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import type { Observed } from './store.ts';

export interface SecretWatchesOptions extends Omit<NamespaceSecretsOptions, 'namespace' | 'onError'> {
  readonly onError: (error: Error, namespace: string) => void;
}

export interface SecretWatches {
  /** Exactly these are followed from here on, each as `namespace/name`. */
  want(keys: ReadonlySet<string>): void;
  isSettled(): boolean;
  get(key: string): Observed<Secret> | undefined;
  objects(): readonly Secret[];
  unreadable(): readonly UnreadableSecrets[];
  stats(): readonly {
    readonly namespace: string;
    readonly name: string | null;
    readonly stats: ReflectorStats;
  }[];
  stop(): Promise<void>;
}

export function createSecretWatches(options: SecretWatchesOptions): SecretWatches {
  const namespaces = new Map<string, NamespaceSecrets>();

  const open = (namespace: string): NamespaceSecrets => {
    const secrets = createNamespaceSecrets({
      ...options,
      namespace,
      onError: (error) => options.onError(error, namespace),
    });
    namespaces.set(namespace, secrets);
    return secrets;
  };

  return {
    want(keys) {
      const wanted = byNamespace(keys);
      for (const [namespace, secrets] of namespaces) {
        if (wanted.has(namespace)) continue;
        namespaces.delete(namespace);
        void secrets.stop();
      }
      for (const [namespace, names] of wanted) (namespaces.get(namespace) ?? open(namespace)).want(names);
    },
    isSettled: () => [...namespaces.values()].every((secrets) => secrets.isSettled()),
    get: (key) => namespaces.get(key.slice(0, key.indexOf('/')))?.get(key),
    objects: () => [...namespaces.values()].flatMap((secrets) => secrets.objects()),
    unreadable: () => [...namespaces.values()].flatMap((secrets) => secrets.unreadable()),
    stats: () =>
      [...namespaces].flatMap(([namespace, secrets]) =>
        secrets.stats().map((entry) => ({ namespace, ...entry })),
      ),
    stop: async () => {
      await Promise.all(Array.from(namespaces.values(), (secrets) => secrets.stop()));
    },
  };
}

function byNamespace(keys: Iterable<string>): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const key of keys) {
    const [namespace = '', name = ''] = key.split('/');
    const names = groups.get(namespace) ?? new Set();
    groups.set(namespace, names.add(name));
  }
  return groups;
}
