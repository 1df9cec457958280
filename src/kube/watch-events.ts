/** One watch request as a sequence of events. */
import { parse, type KubeClient, type KubeRequest } from './client.ts';
import { KubeError, type Status } from './kube-error.ts';
import type { RawObject } from './resources.ts';

export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'; readonly object: RawObject }
  | { readonly type: 'ERROR'; readonly object: Status };

export async function* watchEvents(
  client: KubeClient,
  request: KubeRequest,
): AsyncGenerator<WatchEvent, void, undefined> {
  for await (const line of client.lines(request)) {
    const event = parse(line) as WatchEvent;
    if (event.type !== 'ERROR' && !event.object?.metadata) {
      throw new KubeError({ reason: 'Malformed', message: 'a watch event has no object' });
    }
    yield event;
  }
}

/** Whether this bookmark ends the events by which a streaming list begins. */
export const endsInitialEvents = ({ metadata }: RawObject): boolean =>
  metadata?.annotations?.['k8s.io/initial-events-end'] === 'true';

export const versionOf = ({ metadata }: RawObject): string => metadata?.resourceVersion ?? '';
