/** A listening address that can go away and come back, and that knows its connections. */
import { createServer as createPlain } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { Socket } from 'node:net';
import type { IssuedCertificate } from '../../../../src/emulator/authority.ts';
import { listen, stopListening } from '../../../../src/emulator/listen.ts';

export interface Listening {
  readonly port: number;
  readonly sockets: ReadonlySet<Socket>;
  /** Cuts a connection off with a TCP reset. */
  reset(connection: Socket | null): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Null: plain HTTP. */
export async function startListening(
  certificate: IssuedCertificate | null,
  onRequest: RequestListener,
): Promise<Listening> {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = 0;

  async function start(): Promise<void> {
    if (server) return;
    server = certificate
      ? createSecure({ cert: certificate.certificate, key: certificate.key }, onRequest)
      : createPlain(onRequest);
    // As Go's server: an idle connection stays.
    server.keepAliveTimeout = 0;
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
    ({ port } = await listen(server, { host: HOST, port }));
  }

  await start();
  return {
    get port() {
      return port;
    },
    sockets,
    // Only the TCP socket below TLS can be reset; the two have the client's port in common.
    reset(connection) {
      const socket = [...sockets].find(({ remotePort }) => remotePort === connection?.remotePort);
      socket?.resetAndDestroy();
    },
    start,
    async stop() {
      if (!server) return;
      const stopped = stopListening(server);
      for (const socket of sockets) socket.resetAndDestroy();
      server = null;
      await stopped;
    },
  };
}
