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
import { redirectTarget } from './redirect-target.ts';

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
    if (isProbe(request)) text(response, 200, 'ok');
    else answer(request, response);
  };

/** What comes through the gateway is a visitor's, also on this path; probes do not have the header. */
const isProbe = ({ url, headers }: IncomingMessage): boolean =>
  url === HEALTH_PATH && headers['x-forwarded-for'] === undefined;

const answerNotFound: RequestListener = (_request, response) =>
  text(response, 404, '404 Not Found: no path of this host matches the request');

function answerRedirect(request: IncomingMessage, response: ServerResponse, hosts: readonly string[]): void {
  const target = redirectTarget(request.headers.host, request.url ?? '/', hosts);
  if (target === null) {
    answerNotFound(request, response);
    return;
  }
  response.setHeader('location', target);
  text(response, 301, '301 Moved Permanently');
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
