/**
 * One HTTP server that stands behind many loopback sockets: the socket's port says which endpoint is spoken to, so
 * hundreds of endpoints cost one server and a listening socket each.
 */
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import type { Socket } from 'node:net';
import { createSecureContext, createServer as createTlsServer } from 'node:tls';
import { callbackify } from 'node:util';
import { WebSocketServer } from 'ws';
import type { IssuedCertificate } from '../authority.ts';
import type { SocketAddress } from '../contracts.ts';
import { splitByFirstByte } from '../first-byte.ts';
import { listen, stopListening } from '../listen.ts';
import { echoAnswer, echoStatus } from './answer.ts';
import type { EchoIdentity } from './answer.ts';

export interface EchoHostOptions {
  /** With it every socket answers TLS as well as plain HTTP; without it TLS clients are cut off. */
  readonly tls?: IssuedCertificate;
  /** For clients that name a server; without it they get the same certificate as the others. */
  readonly certificateFor?: (serverName: string) => Promise<IssuedCertificate>;
}

export interface EchoDoor {
  readonly address: SocketAddress;
  /** The same socket plays another endpoint from now on. */
  rename(identity: EchoIdentity): void;
  close(): Promise<void>;
}

export interface EchoHost {
  open(identity: EchoIdentity): Promise<EchoDoor>;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

export function createEchoHost({ tls, certificateFor }: EchoHostOptions): EchoHost {
  const identities = new Map<number, EchoIdentity>();
  const doors = new Set<EchoDoor>();
  const webSockets = new WebSocketServer({ noServer: true });
  webSockets.on('connection', (socket) => {
    socket.on('message', (message, isBinary) => socket.send(message, { binary: isBinary }));
    socket.on('error', () => socket.terminate());
  });

  const http = createServer({ shouldUpgradeCallback: isWebSocket }, (request, response) => {
    const identity = identities.get(request.socket.localPort ?? 0);
    if (!identity) {
      request.destroy();
      return;
    }
    const body = JSON.stringify(echoAnswer(request, identity));
    request.resume().once('end', () => {
      const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
      response.writeHead(echoStatus(request, identity), headers).end(body);
    });
  });
  http.on('upgrade', (request, socket, head) => {
    webSockets.handleUpgrade(request, socket, head, (peer) => webSockets.emit('connection', peer, request));
  });

  const secure = createTlsServer({
    ...(tls && { key: tls.key, cert: tls.certificate, ALPNProtocols: ['http/1.1'] }),
    ...(certificateFor && { SNICallback: contextsFrom(certificateFor) }),
  });
  secure.on('secureConnection', (socket) => http.emit('connection', socket));
  secure.on('tlsClientError', (_error, socket) => socket.destroy());

  const speakers = {
    tls: (socket: Socket) => secure.emit('connection', socket),
    plain: (socket: Socket) => http.emit('connection', socket),
  };

  return {
    async open(identity) {
      const open = new Set<Socket>();
      const server = createSocketServer((socket) => {
        open.add(socket);
        socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
        splitByFirstByte(socket, speakers);
      });
      const address = await listen(server, { host: LOOPBACK, port: 0 });
      identities.set(address.port, identity);
      const door: EchoDoor = {
        address,
        rename: (next) => void identities.set(address.port, next),
        async close() {
          doors.delete(door);
          for (const socket of open) socket.destroy();
          await stopListening(server);
          identities.delete(address.port);
        },
      };
      doors.add(door);
      return door;
    },
    async close() {
      await Promise.all([...doors].map((door) => door.close()));
    },
  };
}

const contextsFrom = (certificateFor: (serverName: string) => Promise<IssuedCertificate>) =>
  callbackify(async (serverName: string) => {
    const { key, certificate } = await certificateFor(serverName);
    return createSecureContext({ key, cert: certificate });
  });

const isWebSocket = (request: { headers: { upgrade?: string | undefined } }): boolean =>
  request.headers.upgrade?.toLowerCase() === 'websocket';
