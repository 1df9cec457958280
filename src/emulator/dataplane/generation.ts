/** One applied configuration with what its requests share at run time; it lives until the last of them has ended. */
import type { Duplex } from 'node:stream';
import type { SocketAddress } from '../contracts.ts';
import { createBalancer } from './backends/balancer.ts';
import type { Balancer } from './backends/balancer.ts';
import { createConnections } from './backends/connections.ts';
import type { Connections } from './backends/connections.ts';
import type { Monitors } from './backends/monitors.ts';
import type { Draining } from './backends/draining.ts';
import type { Configuration, Target } from './compile/configuration.ts';

export interface Generation {
  readonly configuration: Configuration;
  readonly connections: Connections;
  readonly resolve: (address: string, port: number) => SocketAddress;
  balancerOf(target: Target): Balancer;
  /** Something begins at a member of that target, see `Draining`. */
  readonly beginAt: Draining['begin'];
  /** A request begins; the returned function says that it ended. */
  enter(): () => void;
  /** Both ends of a WebSocket, to be cut when this generation is replaced. */
  addUpgraded(socket: Duplex): void;
  /** WebSockets are cut now; backend connections are closed after the last request. */
  retire(): void;
}

export function createGeneration(
  configuration: Configuration,
  monitors: Monitors,
  draining: Draining,
  resolve: (address: string, port: number) => SocketAddress,
): Generation {
  const connections = createConnections();
  const balancers = new Map(
    configuration.targets.map((target) => [
      target,
      createBalancer(monitors.of(target), () => draining.of(target)),
    ]),
  );
  const upgraded = new Set<Duplex>();
  let underWay = 0;
  let retired = false;

  return {
    configuration,
    connections,
    resolve,
    beginAt: draining.begin,
    balancerOf: (target) => balancers.get(target) ?? createBalancer([]),
    enter() {
      underWay += 1;
      return () => {
        underWay -= 1;
        if (retired && underWay === 0) connections.close();
      };
    },
    addUpgraded(socket) {
      if (retired) socket.destroy();
      upgraded.add(socket);
      socket.once('close', () => upgraded.delete(socket));
    },
    retire() {
      retired = true;
      for (const socket of upgraded) socket.destroy();
      if (underWay === 0) connections.close();
    },
  };
}
