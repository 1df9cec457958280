/**
 * The requests of a reflector: lists and watches of one collection, turned into calls of its sink. When to make them,
 * and what to do after a failure, is the reflector's business.
 */
import type { Clock } from '../clock/clock.ts';
import { keyOf } from '../cluster/snapshot.ts';
import { jittered, type Random } from './backoff.ts';
import type { KubeClient, KubeRequest } from './client.ts';
import { KubeError, streamError } from './kube-error.ts';
import { list } from './list.ts';
import type { Tally } from './reflector-stats.ts';
import type { RawObject } from './resources.ts';
import type { Observed, Sink } from './store.ts';
import { endsInitialEvents, versionOf, watchEvents, type WatchEvent } from './watch-events.ts';
import { startWatchdog } from './watchdog.ts';

export interface FeedOptions<T> {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly path: string;
  readonly fieldSelector?: string;
  readonly project: (raw: RawObject) => T;
  readonly sink: Sink<T>;
}

export interface Feed {
  /** Where a watch goes on; null: nothing is known yet, or what was known is of no use. */
  readonly version: string | null;
  forget(): void;
  /** The whole collection in pages. */
  list(signal: AbortSignal): Promise<void>;
  /** Changes from `version` on, until the server ends it; where that is null, the whole collection first. */
  watch(signal: AbortSignal): Promise<void>;
}

/** The server ends a watch after a random time around this. */
const WATCH_MS = 450_000;
/** Bookmarks come once a minute where there is any change; without any sign for longer the connection may be dead. */
const WATCH_SILENCE_MS = 90_000;
/** A streaming list that says nothing for so long is not one. */
const INITIAL_SILENCE_MS = 5_000;

export function createFeed<T>(
  options: FeedOptions<T>,
  tally: Tally,
  random: Random,
  rejected: (error: unknown) => void,
): Feed {
  const { client, clock, path, fieldSelector, project, sink } = options;
  let version: string | null = null;

  const heard = (): void => {
    tally.lastContact = clock.now();
  };

  function observe(raw: RawObject): Observed<T> | null {
    const { namespace = '', name = '' } = raw.metadata ?? {};
    try {
      return { key: keyOf({ namespace, name }), resourceVersion: versionOf(raw), object: project(raw) };
    } catch (error) {
      rejected(error);
      return null;
    }
  }

  /** Throws what the sink throws: a list that did not arrive is asked for again. */
  function replace(all: Iterable<Observed<T>>, resourceVersion: string): void {
    sink.replace([...all]);
    version = resourceVersion;
  }

  function change(type: 'ADDED' | 'MODIFIED' | 'DELETED', raw: RawObject): void {
    const observed = observe(raw);
    try {
      if (observed && type === 'DELETED') sink.remove(observed.key);
      else if (observed) sink.apply(observed);
    } catch (error) {
      rejected(error);
    }
    version = versionOf(raw);
    tally.events += 1;
  }

  const watchRequest = (signal: AbortSignal): KubeRequest => ({
    path,
    signal,
    silenceMs: WATCH_SILENCE_MS,
    onOpen: () => {
      heard();
      tally.watching = true;
    },
    query: {
      watch: 'true',
      allowWatchBookmarks: 'true',
      timeoutSeconds: Math.round(jittered(WATCH_MS, random) / 1000),
      fieldSelector,
      ...(version === null
        ? { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' }
        : { resourceVersion: version }),
    },
  });

  async function* events(signal: AbortSignal): AsyncGenerator<Exclude<WatchEvent, { type: 'ERROR' }>> {
    tally.watches += 1;
    for await (const event of watchEvents(client, watchRequest(signal))) {
      heard();
      if (event.type === 'ERROR') {
        version = null;
        throw streamError(event.object);
      }
      yield event;
    }
  }

  /** Collects the objects by which a streaming list begins, and hands them over at its end. */
  async function watchFromNothing(signal: AbortSignal): Promise<void> {
    tally.lists += 1;
    const initial = new Map<string, Observed<T>>();
    const message = 'the streaming list does not come to its end';
    const silent = (): Error => new KubeError({ reason: 'Silent', message });
    const watchdog = startWatchdog(clock, INITIAL_SILENCE_MS, signal, silent);
    try {
      for await (const { type, object } of events(watchdog.signal)) {
        watchdog.touch();
        if (version !== null) follow(type, object);
        else if (type !== 'BOOKMARK') {
          const observed = observe(object);
          if (observed && type === 'DELETED') initial.delete(observed.key);
          else if (observed) initial.set(observed.key, observed);
        } else if (endsInitialEvents(object)) {
          watchdog.end();
          replace(initial.values(), versionOf(object));
          initial.clear();
        }
      }
    } finally {
      watchdog.end();
    }
    if (version === null)
      throw new KubeError({ reason: 'Truncated', message: 'the streaming list broke off' });
  }

  function follow(type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK', object: RawObject): void {
    if (type === 'BOOKMARK') version = versionOf(object);
    else change(type, object);
  }

  return {
    get version() {
      return version;
    },
    forget: () => {
      version = null;
    },
    async list(signal) {
      tally.lists += 1;
      const { items, resourceVersion } = await list(client, { path, fieldSelector, signal }, observe, heard);
      signal.throwIfAborted();
      replace(
        items.filter((item) => item !== null),
        resourceVersion,
      );
    },
    async watch(signal) {
      if (version === null) await watchFromNothing(signal);
      else for await (const { type, object } of events(signal)) follow(type, object);
    },
  };
}
