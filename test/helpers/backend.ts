/** Backends of a test's own, for what the echo endpoints do not do. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { SocketAddress } from '../../src/emulator/contracts.ts';

/** Healthy on `/`; anything else goes to the listener. Every address resolves to it. */
export async function startBackend(
  t: ExecutionContext,
  listener: RequestListener,
): Promise<() => SocketAddress> {
  const server = createServer((request, response) =>
    request.url === '/' ? response.end('healthy') : listener(request, response),
  );
  return listenOn(t, server);
}

/** Closed when the test ends. */
export async function listenOn(t: ExecutionContext, server: Server): Promise<() => SocketAddress> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  return () => ({ host: '127.0.0.1', port });
}

export const urlOf = ({ host, port }: SocketAddress, path: string): string => `http://${host}:${port}${path}`;
