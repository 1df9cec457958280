/** Echo endpoints for a whole cluster: the table from (address, port) to a loopback socket, kept in step. */
import type { SocketAddress } from '../contracts.ts';
import { oneAtATime } from '../serial.ts';
import type { EchoIdentity } from './answer.ts';
import { createEchoHost } from './host.ts';
import type { EchoDoor, EchoHostOptions } from './host.ts';

export interface EchoEndpoint extends EchoIdentity {
  readonly address: string;
}

export interface EchoFleet {
  /** Opens, renames and closes sockets until exactly these endpoints answer. */
  sync(endpoints: readonly EchoEndpoint[]): Promise<void>;
  resolve(address: string, port: number): SocketAddress;
  close(): Promise<void>;
}

/** Port 1 (tcpmux) is privileged and served nowhere today: a connection to it is refused, as by a missing Pod. */
const REFUSES: SocketAddress = { host: '127.0.0.1', port: 1 };

export function createEchoFleet(options: EchoHostOptions = {}): EchoFleet {
  const host = createEchoHost(options);
  const doors = new Map<string, EchoDoor>();

  async function settle(key: string, endpoint: EchoEndpoint): Promise<void> {
    const door = doors.get(key);
    if (door) door.rename(endpoint);
    else doors.set(key, await host.open(endpoint));
  }

  return {
    sync: oneAtATime(async (endpoints) => {
      const wanted = new Map(endpoints.map((endpoint) => [keyOf(endpoint.address, endpoint.port), endpoint]));
      const gone = [...doors].filter(([key]) => !wanted.has(key));
      for (const [key] of gone) doors.delete(key);
      await Promise.all([
        ...gone.map(([, door]) => door.close()),
        ...[...wanted].map(([key, endpoint]) => settle(key, endpoint)),
      ]);
    }),
    resolve: (address, port) => doors.get(keyOf(address, port))?.address ?? REFUSES,
    close: () => host.close(),
  };
}

const keyOf = (address: string, port: number): string => `${address.toLowerCase()} ${port}`;
