/** A request's body that can be offered to one backend after another until the first byte of it is taken. */
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

export interface RequestBody {
  /** Null if the request has none. Destroying it leaves the client's connection alone. */
  open(): Readable | null;
  /** Some of it went to a backend: there is no second try. */
  isSpent(): boolean;
}

export function createRequestBody(request: IncomingMessage): RequestBody {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  let spent = false;

  function offer(): Readable {
    const body = new Readable({
      read() {
        if (!spent) {
          spent = true;
          connect(request, body);
        }
        request.resume();
      },
    });
    return body;
  }

  return { open: () => (hasBody ? offer() : null), isSpent: () => spent };
}

function connect(request: IncomingMessage, body: Readable): void {
  request.on('data', (chunk: Buffer) => {
    if (!body.push(chunk)) request.pause();
  });
  request.once('end', () => body.push(null));
  request.once('error', (error) => body.destroy(error));
  body.once('close', () => {
    request.removeAllListeners('data');
    request.resume();
  });
}
