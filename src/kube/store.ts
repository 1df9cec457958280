/**
 * What is known of one collection. An object that comes again with the same content keeps its identity and notifies
 * nobody, whatever its `resourceVersion`: on a busy cluster most updates touch nothing that is read here.
 */
import { isDeepStrictEqual } from 'node:util';

/** An object as a reflector hands it over. */
export interface Observed<T> {
  /** `namespace/name`, or the bare name of a cluster-scoped object. */
  readonly key: string;
  readonly resourceVersion: string;
  readonly object: T;
}

/** What a reflector tells of its collection. */
export interface Sink<T> {
  /** The whole collection: what is not in it is gone. */
  replace(observed: readonly Observed<T>[]): void;
  apply(observed: Observed<T>): void;
  remove(key: string): void;
}

export interface Store<T> extends Sink<T> {
  get(key: string): Observed<T> | undefined;
  /** Forgets the others, without a word: nobody reads them any more. */
  retain(isKept: (key: string) => boolean): void;
  objects(): readonly T[];
  readonly size: number;
}

/** `onChange` is called once for each change of content, and once for a `replace` that changed anything. */
export function createStore<T>(onChange: () => void): Store<T> {
  const known = new Map<string, Observed<T>>();

  /** Whether the content changed. */
  function put(observed: Observed<T>): boolean {
    const before = known.get(observed.key);
    if (before?.resourceVersion === observed.resourceVersion) return false;
    const isSame = before !== undefined && isDeepStrictEqual(before.object, observed.object);
    known.set(observed.key, isSame ? { ...observed, object: before.object } : observed);
    return !isSame;
  }

  return {
    replace(all) {
      const keys = new Set(all.map(({ key }) => key));
      const gone = [...known.keys()].filter((key) => !keys.has(key));
      for (const key of gone) known.delete(key);
      const changed = all.filter(put);
      if (gone.length + changed.length > 0) onChange();
    },
    apply(observed) {
      if (put(observed)) onChange();
    },
    remove(key) {
      if (known.delete(key)) onChange();
    },
    get: (key) => known.get(key),
    retain(isKept) {
      for (const key of known.keys()) if (!isKept(key)) known.delete(key);
    },
    objects: () => Array.from(known.values(), ({ object }) => object),
    get size() {
      return known.size;
    },
  };
}
