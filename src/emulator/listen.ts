/** Listens and says where: port 0 becomes the port that the system chose. Rejects when the address is taken. */
import { once } from 'node:events';
import type { Server } from 'node:net';
import type { SocketAddress } from './contracts.ts';

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
