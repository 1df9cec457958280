/**
 * Serves HTTP/2 on connections that negotiated it, as requests in the words of HTTP/1.1: what is behind the front
 * need not know. WebSockets stay with HTTP/1.1: extended CONNECT is not offered.
 */
import { Http2ServerRequest, Http2ServerResponse, createServer } from 'node:http2';
import type { ServerHttp2Session } from 'node:http2';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Http2Front {
  accept(socket: Socket): void;
  /** Sessions end when the streams under way have. */
  retire(): void;
}

/** Limits of the real gateway (facts 5 and 7.3). */
const MAX_HEADER_LIST_SIZE = 16 * 1024;
const REQUESTS_PER_CONNECTION = 1000;
const IDLE_MS = 180_000;

export function createHttp2Front(onRequest: RequestHandler): Http2Front {
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer(
    {
      settings: { maxHeaderListSize: MAX_HEADER_LIST_SIZE },
      Http2ServerRequest: TranslatedRequest,
      Http2ServerResponse: TranslatedResponse,
    },
    (request, response) =>
      onRequest(request as unknown as IncomingMessage, response as unknown as ServerResponse),
  );
  server.on('session', (session) => {
    sessions.add(session);
    let requests = 0;
    session
      .on('stream', () => {
        requests += 1;
        if (requests === REQUESTS_PER_CONNECTION) session.close();
      })
      .setTimeout(IDLE_MS, () => session.close());
    session.once('close', () => sessions.delete(session)).on('error', () => session.destroy());
  });
  return {
    accept: (socket) => void server.emit('connection', socket),
    retire() {
      for (const session of sessions) session.close();
    },
  };
}

/** Has a Host, cookies in one header, and says that a body follows whose length is not told. */
class TranslatedRequest extends Http2ServerRequest {
  constructor(...[stream, headers, options, rawHeaders]: ConstructorParameters<typeof Http2ServerRequest>) {
    super(stream, headers, options, translate(rawHeaders, headers.cookie));
    headers.host = headers[':authority'] ?? headers.host;
    const isOfUnknownLength = !stream.endAfterHeaders && headers['content-length'] === undefined;
    if (isOfUnknownLength) headers['transfer-encoding'] = 'chunked';
  }
}

/** HTTP/2 may send a header `cookie` for each cookie; HTTP/1.1 has one for all (RFC 9113, 8.2.3). */
function translate(rawHeaders: readonly string[], cookie: string | undefined): string[] {
  const fields = rawHeaders.flatMap((name, at) =>
    at % 2 === 1 || name.startsWith(':') || name === 'cookie' ? [] : [name, rawHeaders[at + 1] ?? ''],
  );
  return cookie === undefined ? fields : [...fields, 'cookie', cookie];
}

/** The compatible answer of node:http2 lacks what tells that the client has left. */
class TranslatedResponse extends Http2ServerResponse {
  constructor(...args: ConstructorParameters<typeof Http2ServerResponse>) {
    super(...args);
    const { stream } = this;
    Object.defineProperty(this, 'destroyed', { get: () => stream.destroyed });
  }
}
