/** A port offset at which the frontends can be served; looked for at random, for tests run side by side. */
import { once } from 'node:events';
import { createServer } from 'node:net';

export async function freeOffset(): Promise<number> {
  for (;;) {
    const offset = 10_000 + Math.floor(Math.random() * 20_000);
    if ((await isFree(80 + offset)) && (await isFree(443 + offset))) return offset;
  }
}

export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
