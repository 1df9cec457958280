/** The events of a watch, as a test reads them: one after the other, ending or failing as the connection does. */
import type { KubeObject } from '../objects.ts';

export interface WireEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  /** A Status where the type is ERROR. */
  readonly object: KubeObject;
}

export interface WatchConnection {
  /** Ends or throws as the connection does. */
  readonly events: AsyncGenerator<WireEvent, void>;
  close(): void;
}

export async function* eventsOf(body: AsyncIterable<Buffer>): AsyncGenerator<WireEvent, void> {
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as WireEvent;
  }
}
