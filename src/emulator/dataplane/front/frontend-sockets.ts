/** The bound ports, in step with a configuration. */
import type { DataPlaneOptions, FrontendKind, ListeningPort } from '../../contracts.ts';
import { addressText } from '../../listen.ts';
import { ConfigurationError } from '../compile/configuration-error.ts';
import type { Configuration, PortConfiguration } from '../compile/configuration.ts';
import { openFrontendSocket } from './frontend-socket.ts';
import type { FrontendSocket, FrontendTraffic } from './frontend-socket.ts';

export interface FrontendSockets {
  /** Binds what this configuration needs beyond what is bound. If one port fails, none of the new ones stays. */
  open(ports: Configuration['ports']): Promise<void>;
  /** After the change: gives up what is not needed any more. */
  settle(ports: Configuration['ports']): void;
  listening(ports: Configuration['ports']): readonly ListeningPort[];
  close(): Promise<void>;
}

export function createFrontendSockets(
  bind: DataPlaneOptions['bind'],
  trafficOf: (portKey: string) => FrontendTraffic,
): FrontendSockets {
  const bound = new Map<string, FrontendSocket>();
  const retired = new Set<FrontendSocket>();

  async function openOne(port: PortConfiguration): Promise<readonly [string, FrontendSocket]> {
    const address = bind(port.frontend, port.port);
    try {
      return [port.key, await openFrontendSocket(address, trafficOf(port.key))];
    } catch (cause) {
      throw new ConfigurationError(port.id, `cannot be served on ${addressText(address)}`, cause);
    }
  }

  async function retire(socket: FrontendSocket): Promise<void> {
    retired.add(socket);
    await socket.retire();
    retired.delete(socket);
  }

  return {
    async open(ports) {
      const missing = [...ports.values()].filter(({ key }) => !bound.has(key));
      const results = await Promise.allSettled(missing.map(openOne));
      const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      const failure = results.find((result) => result.status === 'rejected');
      if (failure) {
        await Promise.all(opened.map(([, socket]) => socket.retire()));
        throw failure.reason;
      }
      for (const [key, socket] of opened) bound.set(key, socket);
    },
    settle(ports) {
      for (const [key, socket] of bound) {
        if (ports.has(key)) continue;
        bound.delete(key);
        void retire(socket);
      }
    },
    listening: (ports) =>
      [...ports.values()].toSorted(byFrontendAndPort).flatMap((port) => describe(port, bound.get(port.key))),
    async close() {
      const ended = [...bound.values()].map(retire);
      for (const socket of retired) socket.destroy();
      bound.clear();
      await Promise.all(ended);
    },
  };
}

const ORDER: readonly FrontendKind[] = ['public', 'private'];
const byFrontendAndPort = (a: PortConfiguration, b: PortConfiguration): number =>
  ORDER.indexOf(a.frontend) - ORDER.indexOf(b.frontend) || a.port - b.port;

function describe(
  { frontend, protocol, port }: PortConfiguration,
  socket: FrontendSocket | undefined,
): ListeningPort[] {
  return socket ? [{ frontend, protocol, port, address: addressText(socket.address) }] : [];
}
