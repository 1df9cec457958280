/** A backend of the test's own, where an echo says too little: slow ones, sick ones, talkative ones. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { SocketAddress } from '../../src/emulator/contracts.ts';

export async function serverOf(t: ExecutionContext, listener: RequestListener): Promise<SocketAddress> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}
