/** How long the operations of a gateway take: a client that remembers the last ones that succeeded. */
import type { Clock } from '../clock/clock.ts';
import type { GatewayClient } from './ports.ts';

export interface OperationTimes {
  readonly gateway: GatewayClient;
  /** Ms, from the PUT to its end; null: none was seen. */
  readonly median: () => number | null;
}

const KEPT = 9;

export function timeOperations(gateway: GatewayClient, clock: Clock): OperationTimes {
  let times: readonly number[] = [];
  return {
    median: () => times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? null,
    gateway: {
      ...gateway,
      put: async (document, signal) => {
        const startedAt = clock.now();
        const operation = await gateway.put(document, signal);
        return {
          ...operation,
          wait: async (options) => {
            await operation.wait(options);
            times = [...times, clock.now() - startedAt].slice(-KEPT);
          },
        };
      },
    },
  };
}
