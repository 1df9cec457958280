/**
 * The default backend (decision 6): one server answers 404 to what no path matches, another one redirects plain HTTP
 * to https where the gateway itself cannot (wildcard hosts). Both answer their probe on /healthz.
 */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export const HEALTH_PATH = '/healthz';

export interface DefaultBackendOptions {
  readonly host: string;
  readonly notFoundPort: number;
  readonly redirectPort: number;
  /** Hosts that may be redirected, wildcards among them; asked for each request. */
  readonly redirectHosts: () => readonly string[];
}

export interface DefaultBackendServer {
  readonly notFoundPort: number;
  readonly redirectPort: number;
  readonly close: () => Promise<void>;
}

export async function startDefaultBackend(options: DefaultBackendOptions): Promise<DefaultBackendServer> {
  const notFound = createServer(withHealth(answerNotFound));
  const redirect = createServer(
    withHealth((request, response) => answerRedirect(request, response, options.redirectHosts())),
  );
  const notFoundPort = await listen(notFound, options.notFoundPort, options.host);
  const redirectPort = await listen(redirect, options.redirectPort, options.host).catch(
    async (error: unknown) => {
      await close(notFound);
      throw error;
    },
  );
  return {
    notFoundPort,
    redirectPort,
    close: async () => {
      await Promise.all([close(notFound), close(redirect)]);
    },
  };
}

const withHealth =
  (answer: RequestListener): RequestListener =>
  (request, response) => {
    request.resume();
    if (request.url === HEALTH_PATH) text(response, 200, 'ok');
    else answer(request, response);
  };

const answerNotFound: RequestListener = (_request, response) =>
  text(response, 404, '404 Not Found: no path of this host matches the request');

/** Only hosts that we were told of: an open redirector would serve phishing. */
function answerRedirect(request: IncomingMessage, response: ServerResponse, hosts: readonly string[]): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!hosts.some((pattern) => matchesHost(pattern, host))) {
    answerNotFound(request, response);
    return;
  }
  response.setHeader('location', `https://${host}${request.url ?? '/'}`);
  text(response, 301, '301 Moved Permanently');
}

/** `*.example.com` takes deeper hosts as well, as the listener in front does. */
export function matchesHost(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase();
  return wanted.startsWith('*.')
    ? host.endsWith(wanted.slice(1)) && /^[a-z0-9.-]+$/.test(host) && host.length >= wanted.length
    : host === wanted;
}

function text(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${body}\n`);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
