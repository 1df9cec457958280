/**
 * One bound port of this machine that plays one frontend port of the gateway. It survives a change of configuration,
 * also one of protocol: what a connection is and where its requests go is looked up when they come.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SocketAddress } from '../../contracts.ts';
import { splitByFirstByte } from '../../first-byte.ts';
import { listen, stopListening } from '../../listen.ts';
import type { PortConfiguration } from '../compile/configuration.ts';
import type { ErrorPages } from '../compile/error-pages.ts';
import { errorPage, writeRawAnswer } from '../request/pages.ts';
import { createHttp2Front } from './http2-front.ts';
import { createTlsFront } from './tls-front.ts';

export interface FrontendTraffic {
  /** As configured now; undefined while the port is not in use. */
  port(): PortConfiguration | undefined;
  /** For requests that are too broken to belong to a listener. */
  errorPages(): ErrorPages;
  onRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
  onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
}

export interface FrontendSocket {
  readonly address: SocketAddress;
  /** Stops listening; requests under way are finished. */
  retire(): Promise<void>;
  /** Ends every connection now. */
  destroy(): void;
}

/** Limits of the real gateway (facts 5 and 7.3). A body may take as long as it likes. */
const LIMITS = {
  keepAliveTimeout: 75_000,
  headersTimeout: 60_000,
  requestTimeout: 0,
  maxHeaderSize: 32 * 1024,
};

export async function openFrontendSocket(
  bindAt: SocketAddress,
  traffic: FrontendTraffic,
): Promise<FrontendSocket> {
  const open = new Set<Socket>();
  const refuse = (socket: Duplex, status: number): void =>
    writeRawAnswer(socket, errorPage(status, traffic.errorPages()));
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    traffic.onRequest(request, response).catch((error: unknown) => response.destroy(asError(error)));
  };
  const http = createServer({ ...LIMITS, shouldUpgradeCallback: isWebSocket }, (request, response) => {
    response.once('close', () => {
      if (!http.listening) request.socket.end();
    });
    answer(request, response);
  });
  http.on('upgrade', (request, socket, head) => {
    traffic.onUpgrade(request, socket, head).catch((error: unknown) => socket.destroy(asError(error)));
  });
  http.on('clientError', (error: Error & { code?: string }, socket) => {
    if (socket.writable) refuse(socket, error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400);
  });
  const [acceptHttp] = http.listeners('connection');
  http.removeAllListeners('connection');

  const http2 = createHttp2Front(answer);
  const tls = createTlsFront((socket) => {
    if (socket.alpnProtocol === 'h2') http2.accept(socket);
    else acceptHttp?.call(http, socket);
  });
  const plainOnTls = (socket: Socket): void => refuse(socket, 400);

  http.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy());
    const port = traffic.port();
    if (port?.protocol !== 'https') acceptHttp?.call(http, socket);
    else splitByFirstByte(socket, { tls: (client) => tls.accept(client, port.termsFor), plain: plainOnTls });
  });

  return {
    address: await listen(http, bindAt),
    async retire() {
      const stopped = stopListening(http);
      http2.retire();
      await stopped;
    },
    destroy() {
      for (const socket of open) socket.destroy();
    },
  };
}

const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
