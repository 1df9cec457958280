/** Where the frontends of an emulated gateway listen on this machine (design, section 5). */
import { createServer } from 'node:net';
import type { DataPlaneOptions } from '../../emulator/contracts.ts';
import { CliFailure } from '../failure.ts';

const PUBLIC = '127.0.0.1';
const PRIVATE = '127.0.0.2';
/** Added on machines that have no second loopback address. */
const PRIVATE_OFFSET = 1000;
const HIGHEST_PORT = 65_535;
const HTTPS_PORT = 443;

/** Port p of the public frontend listens on p + offset of 127.0.0.1, of the private one on 127.0.0.2. */
export async function offsetBind(offset: number): Promise<DataPlaneOptions['bind']> {
  const hasSecondLoopback = await canBind(PRIVATE);
  const highest = HTTPS_PORT + offset + (hasSecondLoopback ? 0 : PRIVATE_OFFSET);
  if (highest > HIGHEST_PORT) {
    throw new CliFailure(
      `--port-offset ${offset}: port 443 would be ${highest}, and the highest port is ${HIGHEST_PORT}`,
    );
  }
  return (frontend, port) => {
    if (frontend === 'public') return { host: PUBLIC, port: port + offset };
    return hasSecondLoopback
      ? { host: PRIVATE, port: port + offset }
      : { host: PUBLIC, port: port + offset + PRIVATE_OFFSET };
  };
}

function canBind(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(0, host, () => server.close(() => resolve(true)));
  });
}
