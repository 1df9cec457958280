/**
 * What etcd and the watch cache are to an API server: collections of objects under one revision counter, with the
 * recent changes of each collection kept so that a watch can resume and a paged list can go on as of its first
 * page. Objects that went in are never written to again.
 */
import { keyOf, withRevision } from '../objects.ts';
import type { KubeObject } from '../objects.ts';

export interface Change {
  readonly revision: number;
  readonly key: string;
  /** Null: the change created the object. */
  readonly before: KubeObject | null;
  /** Null: the change removed it. */
  readonly after: KubeObject | null;
}

export interface Store {
  revision(): number;
  get(collection: string, namespace: string, name: string): KubeObject | undefined;
  /** In key order; of one namespace, or of all with ''. */
  list(collection: string, namespace: string): readonly Entry[];
  /** As of that revision, or null when what happened since is no longer known. */
  listAt(collection: string, namespace: string, revision: number): readonly Entry[] | null;
  /** The object with its new resourceVersion. */
  put(collection: string, object: KubeObject): KubeObject;
  /** The object's last state, with the revision of its removal. */
  remove(collection: string, object: KubeObject): KubeObject;
  /** Changes after that revision, or null when some of them are no longer known. */
  changesSince(collection: string, revision: number): readonly Change[] | null;
  subscribe(collection: string, listener: (change: Change) => void): () => void;
  /** Forgets the changes so far, as a compaction or a restart does. */
  forgetHistory(): void;
}
export interface Entry {
  readonly key: string;
  readonly object: KubeObject;
}

interface Collection {
  readonly objects: Map<string, KubeObject>;
  readonly listeners: Set<(change: Change) => void>;
  history: Change[];
  /** Changes up to this revision are forgotten. */
  floor: number;
}

export function createStore(historyLimit: number): Store {
  const collections = new Map<string, Collection>();
  let revision = 0;
  let floor = 0;

  const open = (name: string): Collection => {
    const known = collections.get(name);
    if (known) return known;
    const fresh = { objects: new Map(), listeners: new Set<never>(), history: [], floor };
    collections.set(name, fresh);
    return fresh;
  };

  function commit(collection: Collection, key: string, after: KubeObject | null): void {
    const before = collection.objects.get(key) ?? null;
    if (after) collection.objects.set(key, after);
    else collection.objects.delete(key);
    const change = { revision, key, before, after };
    collection.history.push(change);
    if (collection.history.length > 2 * historyLimit) {
      const dropped = collection.history.length - historyLimit;
      collection.floor = collection.history[dropped - 1]?.revision ?? collection.floor;
      collection.history = collection.history.slice(dropped);
    }
    for (const listener of collection.listeners) listener(change);
  }

  const changesSince = (name: string, since: number): readonly Change[] | null => {
    const { history, floor } = open(name);
    return since < floor ? null : history.filter((change) => change.revision > since);
  };

  return {
    revision: () => revision,
    get: (name, namespace, objectName) => open(name).objects.get(keyOf(namespace, objectName)),
    list: (name, namespace) => inOrder(open(name).objects, namespace),
    listAt(name, namespace, asOf) {
      const changes = changesSince(name, asOf);
      if (!changes) return null;
      const objects = new Map(open(name).objects);
      for (const { key, before } of changes.toReversed()) {
        if (before) objects.set(key, before);
        else objects.delete(key);
      }
      return inOrder(objects, namespace);
    },
    put(name, object) {
      revision += 1;
      const { namespace = '', name: objectName } = object.metadata;
      const stored = withRevision(object, revision);
      commit(open(name), keyOf(namespace, objectName), stored);
      return stored;
    },
    remove(name, object) {
      revision += 1;
      const removed = withRevision(object, revision);
      const { namespace = '', name: objectName } = object.metadata;
      commit(open(name), keyOf(namespace, objectName), null);
      return removed;
    },
    changesSince,
    subscribe(name, listener) {
      const { listeners } = open(name);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forgetHistory() {
      floor = revision;
      for (const collection of collections.values()) {
        collection.history = [];
        collection.floor = revision;
      }
    },
  };
}

function inOrder(objects: ReadonlyMap<string, KubeObject>, namespace: string): Entry[] {
  const prefix = namespace === '' ? '' : keyOf(namespace, '');
  const entries: Entry[] = [];
  for (const [key, object] of objects) if (key.startsWith(prefix)) entries.push({ key, object });
  return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
}
