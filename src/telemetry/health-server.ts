/** Small HTTP servers of a running controller: health for the kubelet, metrics for Prometheus. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Check {
  readonly ok: boolean;
  /** What is missing, for people. */
  readonly reason: string;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** By path, such as `/healthz`. */
export type Routes = Readonly<Record<string, () => Answer | Promise<Answer>>>;

export const checkAnswer = ({ ok, reason }: Check): Answer => ({
  status: ok ? 200 : 503,
  type: 'text/plain; charset=utf-8',
  body: `${ok ? 'ok' : reason}\n`,
});

export interface RunningServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Rejects when the port cannot be had. */
export async function serveRoutes(routes: Routes, host: string, port: number): Promise<RunningServer> {
  const server = createServer((request, response) => {
    request.resume();
    const route = routes[(request.url ?? '').split('?')[0]!];
    void (async () => {
      const answer = route ? await route() : { status: 404, type: 'text/plain', body: 'not found\n' };
      response.writeHead(answer.status, { 'content-type': answer.type });
      response.end(answer.body);
    })().catch((error: unknown) => {
      response.writeHead(500);
      response.end(`${String(error)}\n`);
    });
  });
  await listen(server, port, host);
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
