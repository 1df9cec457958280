/**
 * A queue of keys, level-triggered: a key is in it at most once, is handed to one worker at a time, and one that is
 * added while it is being worked on comes back exactly once when that is done.
 *
 *   take ─► (the worker waits for the right moment) ─► begin ─► (it looks, and acts on what it sees) ─► done
 */
export interface Queue<K> {
  readonly add: (key: K) => void;
  /** Waits for the next key; null once the queue is closed. */
  readonly take: () => Promise<K | null>;
  /** The worker looks at the state from here on: what was added since `take` needs no run of its own. */
  readonly begin: (key: K) => void;
  readonly done: (key: K) => void;
  readonly close: () => void;
}

export function createQueue<K>(): Queue<K> {
  const waiting = new Set<K>();
  const dirty = new Set<K>();
  const processing = new Set<K>();
  const takers: ((key: K | null) => void)[] = [];
  let closed = false;
  const hand = (): void => {
    if (closed) for (const taker of takers.splice(0)) taker(null);
    for (const key of waiting) {
      const taker = takers.shift();
      if (!taker) return;
      waiting.delete(key);
      processing.add(key);
      taker(key);
    }
  };
  return {
    add: (key) => {
      if (processing.has(key)) dirty.add(key);
      else waiting.add(key);
      hand();
    },
    take: () =>
      new Promise((resolve) => {
        takers.push(resolve);
        hand();
      }),
    begin: (key) => void dirty.delete(key),
    done: (key) => {
      processing.delete(key);
      if (dirty.delete(key)) waiting.add(key);
      hand();
    },
    close: () => {
      closed = true;
      hand();
    },
  };
}
