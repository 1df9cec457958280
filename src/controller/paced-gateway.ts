/** A gateway on which a PUT waits for its time, and whose answers are timed; the wait is no part of that. */
import type { Clock } from '../clock/clock.ts';
import type { GatewayClient } from './ports.ts';
import type { TimeStage } from './stages.ts';

/** `putFrom`: ms since the epoch. */
export const paceGateway = (
  gateway: GatewayClient,
  clock: Clock,
  time: TimeStage,
  putFrom: () => number,
): GatewayClient => ({
  ...gateway,
  get: (signal) => time('get', () => gateway.get(signal)),
  put: async (document, signal) => {
    const early = putFrom() - clock.now();
    if (early > 0) await clock.sleep(early, signal);
    return time('put', () => gateway.put(document, signal));
  },
});
