/** `dev` in this process, fed with objects, asked with real requests on the gateway's ports 80 and 443. */
import { request as sendHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as sendHttps } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { startDev } from '../../src/cli/dev/dev.ts';
import type { DevEvent } from '../../src/cli/dev/events.ts';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { CONFIG } from '../../src/config/schema.ts';
import type { EchoAnswer } from '../../src/emulator/echo/answer.ts';
import { createMemorySource } from '../helpers/memory-source.ts';
import type { TrafficRequest } from './oracle.ts';

export interface Lab {
  /** Replaces everything; resolves when it is served. */
  apply(objects: readonly ClusterObject[]): Promise<void>;
  /** The diagnostics on what is served, `CODE Ingress/shop/web`. */
  said(): readonly string[];
  ask(request: TrafficRequest, headers?: Record<string, string>): Promise<Observed>;
  /** `127.0.0.1:41234` */
  address(port: number): string | null;
  /** What the data plane found doubtful, such as path rules whose order is disputed. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

export interface Observed {
  /** 0: nothing listens on the port. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Of an echo backend. */
  readonly echo: EchoAnswer | null;
  /** SHA-256 of the certificate shown. */
  readonly fingerprint: string | null;
}

type Settled = Exclude<DevEvent, { event: 'held-back' }>;

export async function startLab(objects: readonly ClusterObject[] = []): Promise<Lab> {
  const source = createMemorySource(objects);
  const warnings: string[] = [];
  let settled = Promise.withResolvers<Settled>();
  let latest: Settled | null = null;
  const dev = await startDev({
    source,
    config: CONFIG.parse({}),
    latencyMs: 0,
    bind: () => ({ host: '127.0.0.1', port: 0 }),
    onEvent: (event) => {
      if (event.event === 'held-back') return;
      latest = event;
      settled.resolve(event);
    },
    onWarning: (message) => warnings.push(message),
  });
  const address = (port: number): string | null => dev.address('public', port);
  return {
    warnings,
    address,
    apply: async (next) => {
      settled = Promise.withResolvers<Settled>();
      source.replace(next);
      const event = await settled.promise;
      if (event.event === 'error') throw new Error(`${event.error.code}: ${event.error.message}`);
    },
    said: () =>
      (latest?.diagnostics ?? []).map(({ code, object }) =>
        object ? `${code} ${object.kind}/${object.namespace}/${object.name}` : code,
      ),
    ask: (request, headers = {}) => ask(address(request.port), request, headers),
    close: dev.close,
  };
}

const REFUSED: Observed = { status: 0, headers: {}, body: '', echo: null, fingerprint: null };

async function ask(
  address: string | null,
  { port, host, path }: TrafficRequest,
  headers: Record<string, string>,
): Promise<Observed> {
  if (address === null) return REFUSED;
  const { hostname, port: socketPort } = new URL(`http://${address}`);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = {
    host: hostname,
    port: socketPort,
    path,
    agent: false,
    headers: { Host: host, ...headers },
  };
  const sent =
    port === 443
      ? sendHttps({ ...options, servername: host.replace(/:\d+$/, ''), rejectUnauthorized: false }, resolve)
      : sendHttp(options, resolve);
  sent.on('error', reject).end();
  const response = await promise;
  const fingerprint = port === 443 ? fingerprintOf(response.socket as TLSSocket) : null;
  const body = Buffer.concat(await response.toArray()).toString();
  const isEcho = response.headers['content-type']?.startsWith('application/json') ?? false;
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body,
    echo: isEcho ? (JSON.parse(body) as EchoAnswer) : null,
    fingerprint,
  };
}

const fingerprintOf = (socket: TLSSocket): string | null =>
  socket.getPeerX509Certificate()?.fingerprint256 ?? null;
