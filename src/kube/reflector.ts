/**
 * One collection of the API server, followed for ever:
 *
 *   list (streamed where the server can, else in pages) ─► replace ─► watch ─► apply, remove ─┐
 *     ▲ history lost, or the stream makes no sense                 ▲ resumed where it ended   │
 *     └────────────────────────────────────────────────────────────┴── wait, jittered ◄───────┘
 *
 * In: a path and a projection. Out: what the sink is told. It must not know what the objects mean. Nothing ends it but
 * `stop`; whatever goes wrong is counted, reported and tried again.
 */
import { asAsked, backoff, jittered, type Random } from './backoff.ts';
import { createFeed, type FeedOptions } from './feed.ts';
import { isExpired, isNotFound, KubeError } from './kube-error.ts';
import { newTally, type ReflectorStats } from './reflector-stats.ts';

export interface ReflectorOptions<T> extends FeedOptions<T> {
  /** Everything that went wrong, each time; reflecting goes on. */
  readonly onError?: (error: Error) => void;
  readonly random?: Random;
}

export interface Reflector {
  start(): void;
  /** Resolves when the sink has the first whole list; rejects when stopped before. */
  readonly synced: Promise<void>;
  /** Lists again at once, and again tells the sink the whole. */
  relist(): void;
  /** The same; resolves when the sink has it. */
  resync(): Promise<void>;
  stop(): Promise<void>;
  stats(): ReflectorStats;
}

/** A watch that lived so long, or delivered something, was a good one: what failed before it is forgotten. */
const GOOD_WATCH_MS = 30_000;
const RESUME_PAUSE_MS = 1_000;
const RELIST_SPREAD_MS = 1_000;

export function createReflector<T>(options: ReflectorOptions<T>): Reflector {
  const { client, clock, sink, onError, random = Math.random } = options;
  const stopping = new AbortController();
  const firstList = Promise.withResolvers<void>();
  firstList.promise.catch(() => undefined);
  const tally = newTally();
  const feed = createFeed(
    {
      ...options,
      sink: { replace, apply: (observed) => sink.apply(observed), remove: (key) => sink.remove(key) },
    },
    tally,
    random,
    rejected,
  );
  /** Whether the next list is a streaming one; after one that failed it is paged. */
  let streams = true;
  let attempt = new AbortController();
  let nextList = Promise.withResolvers<void>();
  let ended: Promise<void> = Promise.resolve();

  function replace(...whole: Parameters<typeof sink.replace>): void {
    sink.replace(...whole);
    streams = true;
    tally.synced = true;
    firstList.resolve();
    nextList.resolve();
    nextList = Promise.withResolvers();
  }

  function relist(): void {
    feed.forget();
    attempt.abort();
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      attempt = new AbortController();
      const signal = AbortSignal.any([stopping.signal, attempt.signal]);
      try {
        const pause = await once(signal);
        tally.watching = false;
        signal.throwIfAborted();
        if (pause > 0) await clock.sleep(pause, signal);
      } catch (error) {
        // `stop` ends the loop, `relist` begins it anew; nothing else comes here.
        if (!signal.aborted) throw error;
      }
    }
    tally.watching = false;
  }

  /** Lists if need be and watches to the end. Returns how long to wait before the next time. */
  async function once(signal: AbortSignal): Promise<number> {
    const began = clock.now();
    const { events } = tally;
    const isNew = feed.version === null;
    const isStreaming = isNew && streams && client.features.streamingList;
    try {
      if (isNew && !isStreaming) await feed.list(signal);
      await feed.watch(signal);
      if (tally.events > events) return succeeded(0);
      if (clock.now() - began >= GOOD_WATCH_MS) return succeeded(jittered(RESUME_PAUSE_MS, random));
      return failed(new KubeError({ reason: 'Truncated', message: 'the watch ended without an event' }));
    } catch (error) {
      signal.throwIfAborted();
      if (tally.watching && feed.version !== null && isSilence(error)) {
        return succeeded(jittered(RESUME_PAUSE_MS, random));
      }
      if (tally.events > events || clock.now() - began >= GOOD_WATCH_MS) tally.failuresInARow = 0;
      return isStreaming && feed.version === null ? streamFailed(error as Error) : failed(error as Error);
    }
  }

  function succeeded(pause: number): number {
    tally.failuresInARow = 0;
    return pause;
  }

  function streamFailed(error: Error): number {
    streams = false;
    if (!isUnsupported(error)) return failed(error);
    client.features.streamingList = false;
    return 0;
  }

  function failed(error: Error): number {
    const isRepeated = tally.failuresInARow > 0 && isHistoryLost(tally.lastError);
    tally.failures += 1;
    tally.failuresInARow += 1;
    tally.lastError = error;
    report(error);
    const pause = backoff(tally.failuresInARow, random);
    if (!(error instanceof KubeError)) return pause;
    // Not found: a kind that is installed again begins anew.
    if (isExpired(error) || isNotFound(error) || error.reason === 'Malformed') feed.forget();
    if (error.retryAfterMs !== null) return asAsked(error.retryAfterMs, random);
    return isExpired(error) && !isRepeated ? random() * RELIST_SPREAD_MS : pause;
  }

  function rejected(error: unknown): void {
    tally.rejected += 1;
    report(error instanceof Error ? error : new Error(String(error)));
  }

  function report(error: Error): void {
    try {
      onError?.(error);
    } catch {
      // Whoever is told must not end this either.
    }
  }

  return {
    start: () => {
      ended = run();
    },
    synced: firstList.promise,
    relist,
    resync: () => {
      const { promise } = nextList;
      relist();
      return promise;
    },
    async stop() {
      stopping.abort();
      await ended;
      firstList.reject(new KubeError({ reason: 'Stopped', message: 'stopped before the first list' }));
    },
    stats: () => ({ ...tally }),
  };
}

/**
 * Of an open watch no proof of a dead connection: bookmarks come only once the server knows of a newer resourceVersion
 * than the watch began with, which for a quiet kind takes as long as etcd's progress notifications, ten minutes. The
 * next watch tells which it was.
 */
const isSilence = (error: unknown): boolean => error instanceof KubeError && error.reason === 'Silent';

/** A server without the feature refuses the parameters, or ignores them and never comes to an end. */
const isUnsupported = (error: Error): boolean =>
  error instanceof KubeError && (error.status === 400 || error.status === 422 || isSilence(error));

const isHistoryLost = (error: Error | null): boolean => error instanceof KubeError && isExpired(error);
