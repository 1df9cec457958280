/** A data plane on ports that the system chooses, echo endpoints behind it, and a client that says what it means. */
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders, RequestOptions } from 'node:http';
import { connect } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import type { ExecutionContext } from 'ava';
import type { BackendHttpSettingsProperties } from '../../src/appgw/wire.ts';
import { createDataPlane } from '../../src/emulator/dataplane/dataplane.ts';
import type {
  DataPlane,
  DataPlaneOptions,
  FrontendKind,
  SocketAddress,
} from '../../src/emulator/contracts.ts';
import type { EchoAnswer } from '../../src/emulator/echo/answer.ts';
import { createEchoFleet } from '../../src/emulator/echo/fleet.ts';
import type { EchoEndpoint, EchoFleet } from '../../src/emulator/echo/fleet.ts';
import type { EchoHostOptions } from '../../src/emulator/echo/host.ts';
import { gatewayDocument } from './gateway-document.ts';
import type { GatewayWords } from './gateway-document.ts';

export interface Bench {
  readonly plane: DataPlane;
  readonly fleet: EchoFleet;
  readonly warnings: readonly string[];
  at(port: number, frontend?: FrontendKind): SocketAddress;
}

export interface BenchOptions extends EchoHostOptions, Partial<DataPlaneOptions> {
  /** `10.0.0.1` or `10.0.0.1:8080`. */
  readonly endpoints?: readonly string[];
}

/** Both are closed when the test ends. */
export async function startBench(
  t: ExecutionContext,
  { endpoints = [], tls, ...options }: BenchOptions = {},
): Promise<Bench> {
  const fleet = createEchoFleet(tls ? { tls } : {});
  await fleet.sync(endpoints.map(endpoint));
  const warnings: string[] = [];
  const plane = createDataPlane({
    bind: () => ({ host: '127.0.0.1', port: 0 }),
    resolve: fleet.resolve,
    onWarning: (message) => void warnings.push(message),
    ...options,
  });
  t.teardown(async () => {
    await plane.close();
    await fleet.close();
  });
  return { plane, fleet, warnings, at: (port, frontend = 'public') => find(plane, port, frontend) };
}

/** One basic listener on port 80 before pool `p` with settings `s`. */
export async function startBasic(
  t: ExecutionContext,
  addresses: readonly string[],
  settings: Partial<BackendHttpSettingsProperties> = {},
  options: BenchOptions = {},
  words: Partial<GatewayWords> = {},
): Promise<Bench> {
  const bench = await startBench(t, { endpoints: addresses, ...options });
  await bench.plane.apply(
    gatewayDocument({
      pools: { p: addresses },
      settings: { s: settings },
      listeners: { l: {} },
      rules: { r: { listener: 'l', action: 'p s' } },
      ...words,
    }),
  );
  return bench;
}

export function endpoint(text: string): EchoEndpoint {
  const [address = '', port = '80'] = text.split(':');
  return { address, port: Number(port), namespace: 'shop', service: 'web', pod: address };
}

function find(plane: DataPlane, port: number, frontend: FrontendKind): SocketAddress {
  const entry = plane
    .listening()
    .find((candidate) => candidate.port === port && candidate.frontend === frontend);
  if (!entry) throw new Error(`nothing listens for ${frontend}:${port}`);
  const { hostname, port: bound } = new URL(`http://${entry.address}`);
  return { host: hostname, port: Number(bound) };
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Sent extends Omit<RequestOptions, 'headers'> {
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** Talks TLS and sends this name; empty for none. */
  readonly sni?: string;
  /** A client certificate, versions: what else the handshake says. */
  readonly tls?: ConnectionOptions;
}

/** A connection of its own for each request. */
export async function send(
  to: SocketAddress,
  path = '/',
  { body, sni, tls, ...options }: Sent = {},
): Promise<Received> {
  const { promise, resolve, reject } = Promise.withResolvers<Received>();
  const connection =
    sni === undefined
      ? { agent: false }
      : { createConnection: () => connect({ ...to, servername: sni, rejectUnauthorized: false, ...tls }) };
  httpRequest({ ...to, path, ...connection, ...options })
    .on('error', reject)
    .on('response', (response) => {
      response.toArray().then(
        (chunks) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        reject,
      );
    })
    .end(body);
  return promise;
}

/** The echo's answer to `http://host/path` on port 80, or what was answered instead. */
export async function ask(bench: Bench, host: string, path = '/', options: Sent = {}): Promise<EchoAnswer> {
  const { status, body } = await send(bench.at(80), path, {
    ...options,
    headers: { Host: host, ...options.headers },
  });
  if (status !== 200) throw new Error(`${status} for ${host}${path}`);
  return JSON.parse(body) as EchoAnswer;
}

/** The Pod that answered, or the status. */
export async function who(
  to: SocketAddress,
  host: string,
  path = '/',
  options: Sent = {},
): Promise<string | number> {
  const { status, body } = await send(to, path, { ...options, headers: { Host: host } });
  return status === 200 ? (JSON.parse(body) as EchoAnswer).pod : status;
}
