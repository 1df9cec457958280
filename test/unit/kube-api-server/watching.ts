/** Watch events as short texts, `ADDED a`, for tests that say what comes in which order. */
import type { KubeClient } from '../../kube/api-server/client/kube-client.ts';
import type { WireEvent } from '../../kube/api-server/client/watch.ts';
import type { Status } from '../../kube/api-server/failures.ts';

export interface Watching {
  /** The next events, in the order they come. */
  take(count: number): Promise<string[]>;
  next(): Promise<WireEvent>;
  /** `ended`, or `broken` when the connection was reset; events that come first are dropped. */
  outcome(): Promise<'ended' | 'broken'>;
  close(): void;
}

export async function watching(client: KubeClient, path: string, query = ''): Promise<Watching> {
  const { events, close } = await client.watch(`${path}?watch=true&${query}`);
  async function next(): Promise<WireEvent> {
    const { value, done } = await events.next();
    if (done === true) throw new Error('the watch has ended');
    return value;
  }
  return {
    next,
    async take(count) {
      const texts: string[] = [];
      while (texts.length < count) texts.push(textOf(await next()));
      return texts;
    },
    async outcome() {
      try {
        while ((await events.next()).done !== true);
        return 'ended';
      } catch {
        return 'broken';
      }
    },
    close,
  };
}

function textOf({ type, object }: WireEvent): string {
  if (type === 'ERROR') return `ERROR ${(object as unknown as Status).code}`;
  if (type !== 'BOOKMARK') return `${type} ${object.metadata.name}`;
  return object.metadata.annotations?.['k8s.io/initial-events-end'] === 'true' ? 'END' : 'BOOKMARK';
}
