/** Listening sockets and their addresses. */
import { once } from 'node:events';
import type { Server } from 'node:net';
import type { SocketAddress } from './contracts.ts';

/** Says where: port 0 becomes the port that the system chose. Rejects when the address is taken. */
export async function listen(server: Server, { host, port }: SocketAddress): Promise<SocketAddress> {
  await once(server.listen(port, host), 'listening');
  const bound = server.address();
  return { host, port: bound !== null && typeof bound === 'object' ? bound.port : port };
}

export async function stopListening(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await closed;
}

export const addressText = ({ host, port }: SocketAddress): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
