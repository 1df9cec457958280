/** A watch as a stream of events, from the state or from a revision on, until its time is over. */
import type { Call, Cluster } from '../cluster.ts';
import { expired } from '../failures.ts';
import type { Status } from '../failures.ts';
import { withRevision } from '../objects.ts';
import type { KubeObject } from '../objects.ts';
import { apiVersionOf } from '../resources/definition.ts';
import type { Change } from '../storage/store.ts';
import { predicateOf } from './list.ts';
import { checkListParameters, revisionOf } from './list-parameters.ts';

export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: KubeObject }
  | { readonly type: 'BOOKMARK'; readonly object: KubeObject }
  | { readonly type: 'ERROR'; readonly object: Status };

export interface WatchSink {
  send(event: WatchEvent): void;
  end(): void;
  /** Aborts when the client is gone or the stream has ended. */
  readonly signal: AbortSignal;
}
export interface Watch {
  start(sink: WatchSink): void;
  /** Null unless the client asked for bookmarks. */
  bookmark(): WatchEvent | null;
  /** Whether the collection has changed since the watch began: a quiet one gets no bookmark of itself (measured on 1.36). */
  hasNews(): boolean;
  readonly timeoutMs: number;
}

const MIN_TIMEOUT_SECONDS = 1800;
const INITIAL_EVENTS_END = { 'k8s.io/initial-events-end': 'true' };

/** Throws what is wrong with the request; what is wrong with its revision comes as an event, as it really does. */
export function openWatch(cluster: Cluster, call: Call): Watch {
  const { store, streamingLists } = cluster;
  const { resource, namespace, query } = call;
  checkListParameters(query, 'watch', streamingLists);
  const since = revisionOf(query);
  const toEvent = eventOf(call);
  const isStreamingList = streamingLists === 'served' && query.get('sendInitialEvents') === 'true';
  const wantsBookmarks = isTrue(query.get('allowWatchBookmarks'));

  const bookmark = (annotations?: Record<string, string>): WatchEvent => ({
    type: 'BOOKMARK',
    object: {
      kind: resource.kind,
      apiVersion: apiVersionOf(resource),
      metadata: {
        resourceVersion: String(store.revision()),
        creationTimestamp: null,
        ...(annotations && { annotations }),
      } as unknown as KubeObject['metadata'],
    },
  });

  let began = store.revision();

  function sendState(sink: WatchSink): void {
    const matches = predicateOf(call);
    for (const { object } of store.list(resource.collection, namespace)) {
      if (matches(object)) sink.send({ type: 'ADDED', object: resource.fromStored(object) });
    }
    if (isStreamingList && wantsBookmarks) sink.send(bookmark(INITIAL_EVENTS_END));
  }

  function sendChanges(sink: WatchSink, from: number): boolean {
    const changes = store.changesSince(resource.collection, from);
    if (!changes) {
      const { status } = expired(`too old resource version: ${from} (${store.revision()})`);
      sink.send({ type: 'ERROR', object: status });
      sink.end();
      return false;
    }
    for (const change of changes) send(sink, toEvent(change));
    return true;
  }

  return {
    timeoutMs: timeoutMs(query),
    bookmark: () => (wantsBookmarks ? bookmark() : null),
    hasNews: () => store.changesSince(resource.collection, began)?.length !== 0,
    start(sink) {
      const isFromState = isStreamingList || since === null || since === 0;
      if (isFromState && query.get('sendInitialEvents') !== 'false') sendState(sink);
      else if (since !== null && since !== 0 && !sendChanges(sink, since)) return;
      began = Math.max(store.revision(), since ?? 0);
      const stop = store.subscribe(resource.collection, (change) => {
        if (change.revision > began) send(sink, toEvent(change));
      });
      sink.signal.addEventListener('abort', stop, { once: true });
    },
  };
}

const send = (sink: WatchSink, event: WatchEvent | null): void => {
  if (event) sink.send(event);
};

const isTrue = (value: string | null): boolean => value === 'true' || value === '1';

function timeoutMs(query: URLSearchParams): number {
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  return 1000 * (seconds > 0 ? seconds : MIN_TIMEOUT_SECONDS * (1 + Math.random()));
}

/** What a change looks like through the call's selectors: an object can come into view or leave it. */
function eventOf(call: Call): (change: Change) => WatchEvent | null {
  const matches = predicateOf(call);
  const { resource, namespace } = call;
  const isInside = (object: KubeObject | null): boolean =>
    object !== null && (namespace === '' || object.metadata.namespace === namespace) && matches(object);
  return ({ before, after, revision }) => {
    const [was, is] = [isInside(before), isInside(after)];
    if (is && after) return { type: was ? 'MODIFIED' : 'ADDED', object: resource.fromStored(after) };
    if (!was || !before) return null;
    return { type: 'DELETED', object: resource.fromStored(withRevision(before, revision)) };
  };
}
