/**
 * One bound port of this machine that plays one frontend port of the gateway. It survives a change of configuration,
 * also one of protocol: what a connection is and where its requests go is looked up when they come.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import type { SocketAddress } from '../../contracts.ts';
import { splitByFirstByte } from '../../first-byte.ts';
import { listen, stopListening } from '../../listen.ts';
import type { PortConfiguration } from '../compile/configuration.ts';
import { errorPage, writeRawAnswer } from '../request/pages.ts';

export interface FrontendTraffic {
  /** As configured now; undefined while the port is not in use. */
  port(): PortConfiguration | undefined;
  onRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
  onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
}

export interface FrontendSocket {
  readonly address: SocketAddress;
  /** Takes over what is fixed per socket: the certificate for clients that send no name. */
  refresh(): void;
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
  const http = createServer({ ...LIMITS, shouldUpgradeCallback: isWebSocket }, (request, response) => {
    response.once('close', () => {
      if (!http.listening) request.socket.end();
    });
    traffic.onRequest(request, response).catch((error: unknown) => response.destroy(asError(error)));
  });
  http.on('upgrade', (request, socket, head) => {
    traffic.onUpgrade(request, socket, head).catch((error: unknown) => socket.destroy(asError(error)));
  });
  http.on('clientError', (error: Error & { code?: string }, socket) => {
    if (socket.writable)
      writeRawAnswer(socket, errorPage(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400));
  });
  const [acceptHttp] = http.listeners('connection');
  http.removeAllListeners('connection');

  const tls = createTlsServer({
    ALPNProtocols: ['http/1.1'],
    SNICallback(name, callback) {
      const certificate = traffic.port()?.certificates.forServerName(name);
      callback(certificate ? null : new Error(`no certificate for ${name}`), certificate?.context);
    },
  });
  tls.on('secureConnection', (socket) => acceptHttp?.call(http, socket));
  tls.on('tlsClientError', (_error, socket) => socket.destroy());

  const speakers = {
    tls: (socket: Socket) => tls.emit('connection', socket),
    plain: (socket: Socket) => writeRawAnswer(socket, errorPage(400)),
  };
  http.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy());
    if (traffic.port()?.protocol === 'https') splitByFirstByte(socket, speakers);
    else acceptHttp?.call(http, socket);
  });

  let unnamed: unknown = null;
  return {
    address: await listen(http, bindAt),
    refresh() {
      const fallback = traffic.port()?.certificates.fallback;
      if (!fallback || fallback === unnamed) return;
      unnamed = fallback;
      tls.setSecureContext({ pfx: fallback.pfx, passphrase: fallback.passphrase });
    },
    retire: () => stopListening(http),
    destroy() {
      for (const socket of open) socket.destroy();
    },
  };
}

const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
