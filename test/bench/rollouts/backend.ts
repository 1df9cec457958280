/** What runs in a pod: answers HTTP and WebSockets on a loopback socket, and ends as a well-behaved server does. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import type { SocketAddress } from '../../../src/emulator/contracts.ts';
import { listen } from '../../../src/emulator/listen.ts';

export interface Backend {
  readonly address: SocketAddress;
  /** As SIGTERM: accepts nothing any more, answers what it has begun. Resolves when that is done. */
  readonly end: () => Promise<void>;
  /** As SIGKILL. */
  readonly kill: () => void;
}

/** `answerMs`: from a request to its answer. */
export async function startBackend(answerMs: number): Promise<Backend> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      setTimeout(() => response.writeHead(200, { 'Content-Length': 2 }).end('ok'), answerMs);
    });
  });
  const webSockets = new WebSocketServer({ server });
  webSockets.on('connection', (socket) => {
    socket.on('message', (message, isBinary) => socket.send(message, { binary: isBinary }));
    socket.on('error', () => socket.terminate());
  });
  const address = await listen(server, { host: '127.0.0.1', port: 0 });
  return {
    address,
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of webSockets.clients) socket.close(1001);
      }),
    kill: () => {
      server.close();
      server.closeAllConnections();
      for (const socket of webSockets.clients) socket.terminate();
    },
  };
}
