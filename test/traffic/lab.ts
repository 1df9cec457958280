/** `dev` in this process, fed with objects, asked with real requests on the ports of the gateway. */
import { request as sendHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as sendHttps } from 'node:https';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { RawGateway } from '../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../src/cli/blank-gateway.ts';
import type { BackendMap } from '../../src/cli/emulate/backend-map.ts';
import { startDev } from '../../src/cli/dev/dev.ts';
import type { DevEvent } from '../../src/cli/dev/events.ts';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { CONFIG } from '../../src/config/schema.ts';
import type { EchoAnswer } from '../../src/emulator/echo/answer.ts';
import type { Workload } from '../../src/manifests/kinds/workload.ts';
import { createMemorySource } from '../helpers/memory-source.ts';

export interface LabRequest {
  readonly port: number;
  readonly host: string;
  /** With its query. */
  readonly path: string;
  /** Default: on port 443. */
  readonly secure?: boolean;
  /** Default: public. */
  readonly frontend?: 'public' | 'private';
  /** What the client brings to the handshake. */
  readonly tls?: Pick<ConnectionOptions, 'cert' | 'key' | 'maxVersion'>;
}

export interface Lab {
  /** Replaces everything; resolves when it is served. */
  apply(objects: readonly ClusterObject[]): Promise<void>;
  /** The diagnostics on what is served, `CODE Ingress/shop/web`. */
  said(): readonly string[];
  /** Rejects where the handshake fails. */
  ask(request: LabRequest, headers?: Record<string, string>): Promise<Observed>;
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

export interface LabOptions {
  /** As `--config` takes it. */
  readonly config?: object;
  readonly workloads?: readonly Workload[];
  /** Backends of the test's own. */
  readonly backendMap?: BackendMap;
}

export async function startLab(
  objects: readonly ClusterObject[] = [],
  gateway: RawGateway = BLANK_GATEWAY,
  { config = {}, workloads = [], backendMap }: LabOptions = {},
): Promise<Lab> {
  const source = createMemorySource(objects, workloads);
  const warnings: string[] = [];
  let settled = Promise.withResolvers<Settled>();
  let latest: Settled | null = null;
  const dev = await startDev({
    source,
    gateway,
    config: CONFIG.parse(config),
    ...(backendMap && { backendMap }),
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
    ask: (request, headers = {}) =>
      ask(dev.address(request.frontend ?? 'public', request.port), request, headers),
    close: dev.close,
  };
}

const REFUSED: Observed = { status: 0, headers: {}, body: '', echo: null, fingerprint: null };

async function ask(
  address: string | null,
  { port, host, path, tls, secure = port === 443 }: LabRequest,
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
  const sent = secure
    ? sendHttps(
        { ...options, ...tls, servername: host.replace(/:\d+$/, ''), rejectUnauthorized: false },
        resolve,
      )
    : sendHttp(options, resolve);
  sent.on('error', reject).end();
  const response = await promise;
  const fingerprint = secure ? fingerprintOf(response.socket as TLSSocket) : null;
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
