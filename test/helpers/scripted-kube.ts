/**
 * An API server on loopback that answers as a test says: JSON, streams that the test goes on writing to, resets and
 * silence. It knows nothing about Kubernetes; `test/kube` has one that does.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import type { Access } from '../../src/kube/access.ts';
import { createKubeClient, type KubeClient } from '../../src/kube/client.ts';
import type { Clock } from '../../src/clock/clock.ts';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: { readonly [name: string]: string };
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** `open`: the stream stays open, and `streams` has it; `hang`: no answer at all; `reset`: the connection breaks. */
export type Answer =
  | {
      readonly status?: number;
      readonly headers?: { readonly [name: string]: string };
      readonly body: unknown;
    }
  | { readonly events: readonly unknown[]; readonly end: 'open' | 'close' | 'reset' }
  | 'hang'
  | 'reset';

export interface Stream {
  readonly call: Call;
  send(...events: readonly unknown[]): void;
  raw(text: string): void;
  end(): void;
  reset(): void;
}

export interface ScriptedKube {
  readonly client: KubeClient;
  readonly url: string;
  /** Of all requests, in order. */
  readonly calls: readonly Call[];
  readonly streams: readonly Stream[];
  /** Ends every connection and stops listening; `revive` listens on the same port again. */
  die(): Promise<void>;
  revive(): Promise<void>;
  close(): Promise<void>;
}

export type Handle = (call: Call) => Answer;

export async function scriptedKube(clock: Clock, handle: Handle): Promise<ScriptedKube> {
  const calls: Call[] = [];
  const streams: Stream[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await readCall(request);
    calls.push(call);
    const answer = handle(call);
    if (answer === 'hang') return;
    if (answer === 'reset') return void request.socket.resetAndDestroy();
    if ('body' in answer) {
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify(answer.body));
      return;
    }
    response.writeHead(200).flushHeaders();
    const stream = streamTo(call, request, response);
    streams.push(stream);
    stream.send(...answer.events);
    if (answer.end === 'close') stream.end();
    if (answer.end === 'reset') setImmediate(() => stream.reset());
  };
  const server = createServer((request, response) => void serve(request, response));
  let port = await listen(server, 0);
  const url = `http://127.0.0.1:${port}`;
  const client = createKubeClient({ access: plainAccess(url), clock, userAgent: 'appgw-ingress/test' });
  const die = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    client,
    url,
    calls,
    streams,
    die,
    async revive() {
      port = await listen(server, port);
    },
    async close() {
      await client.close();
      await die();
    },
  };
}

function plainAccess(server: string): Access {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  return {
    authorize: async () => ({ server, headers: {}, dispatcher }),
    distrust: () => undefined,
    close: () => dispatcher.destroy(),
  };
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

async function readCall(request: IncomingMessage): Promise<Call> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://api');
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const text = Buffer.concat(parts).toString();
  return {
    method: request.method ?? '',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: request.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

const streamTo = (call: Call, request: IncomingMessage, response: ServerResponse): Stream => ({
  call,
  send: (...events) => {
    for (const event of events) response.write(`${JSON.stringify(event)}\n`);
  },
  raw: (text) => void response.write(text),
  end: () => void response.end(),
  reset: () => request.socket.resetAndDestroy(),
});

/** What a server without streaming lists says. */
export const NO_STREAMING_LIST: Answer = {
  status: 422,
  body: { kind: 'Status', reason: 'Invalid', code: 422, message: 'sendInitialEvents is forbidden for watch' },
};

export const refused = (code: number, reason: string, headers: { [name: string]: string } = {}): Answer => ({
  status: code,
  headers,
  body: { kind: 'Status', status: 'Failure', code, reason, message: `${reason} (scripted)` },
});

export const listOf = (resourceVersion: string, items: readonly unknown[], next?: string): Answer => ({
  body: { metadata: { resourceVersion, ...(next === undefined ? {} : { continue: next }) }, items },
});

export const bookmark = (resourceVersion: string, isInitialEnd = false): unknown => ({
  type: 'BOOKMARK',
  object: {
    metadata: {
      resourceVersion,
      ...(isInitialEnd && { annotations: { 'k8s.io/initial-events-end': 'true' } }),
    },
  },
});

/** Whether a request is a list, a streaming list or a watch, and from where. */
export function purposeOf({ query }: Call): string {
  if (query['watch'] === undefined) return query['continue'] ? `list after ${query['continue']}` : 'list';
  return query['sendInitialEvents'] ? 'streaming list' : `watch from ${query['resourceVersion']}`;
}
