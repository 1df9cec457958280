/** The objects of one kind that are referred to, in all namespaces. One that may not be read does not stop the others. */
import type { ClusterObject } from '../cluster/objects.ts';
import {
  createReferencedNamespace,
  type ReferencedNamespace,
  type ReferencedOptions,
  type Unreadable,
  type Wanted,
} from './referenced-namespace.ts';
import type { ReflectorStats } from './reflector-stats.ts';
import type { ReferencedKind } from './resources.ts';
import type { Observed } from './store.ts';

export interface ReferencedKindOptions extends ReferencedOptions {
  readonly onError: (
    error: Error,
    where: { readonly kind: ReferencedKind; readonly namespace: string },
  ) => void;
}

export interface ReferencedObjects {
  /** Exactly these are followed from here on, each as `namespace/name`. */
  want(wanted: Wanted): void;
  isSettled(): boolean;
  get(key: string): Observed<ClusterObject> | undefined;
  objects(): readonly ClusterObject[];
  unreadable(): readonly Unreadable[];
  stats(): readonly {
    readonly kind: ReferencedKind;
    readonly namespace: string;
    readonly name: string | null;
    readonly stats: ReflectorStats;
  }[];
  stop(): Promise<void>;
}

export function createReferencedKind(options: ReferencedKindOptions): ReferencedObjects {
  const { kind } = options;
  const namespaces = new Map<string, ReferencedNamespace>();

  const open = (namespace: string): ReferencedNamespace => {
    const referenced = createReferencedNamespace({
      ...options,
      namespace,
      onError: (error) => options.onError(error, { kind, namespace }),
    });
    namespaces.set(namespace, referenced);
    return referenced;
  };

  return {
    want(wanted) {
      const tls = byNamespace(wanted.tls);
      const byName = byNamespace(wanted.byName);
      const needed = new Set([...tls.keys(), ...byName.keys()]);
      for (const [namespace, referenced] of namespaces) {
        if (needed.has(namespace)) continue;
        namespaces.delete(namespace);
        void referenced.stop();
      }
      for (const namespace of needed) {
        const names = { tls: tls.get(namespace) ?? NONE, byName: byName.get(namespace) ?? NONE };
        (namespaces.get(namespace) ?? open(namespace)).want(names);
      }
    },
    isSettled: () => [...namespaces.values()].every((referenced) => referenced.isSettled()),
    get: (key) => namespaces.get(key.slice(0, key.indexOf('/')))?.get(key),
    objects: () => [...namespaces.values()].flatMap((referenced) => referenced.objects()),
    unreadable: () => [...namespaces.values()].flatMap((referenced) => referenced.unreadable()),
    stats: () =>
      [...namespaces].flatMap(([namespace, referenced]) =>
        referenced.stats().map((entry) => ({ kind, namespace, ...entry })),
      ),
    stop: async () => {
      await Promise.all(Array.from(namespaces.values(), (referenced) => referenced.stop()));
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

function byNamespace(keys: Iterable<string>): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const key of keys) {
    const [namespace = '', name = ''] = key.split('/');
    const names = groups.get(namespace) ?? new Set();
    groups.set(namespace, names.add(name));
  }
  return groups;
}
