/**
 * A gateway on which a PUT waits for its time, and whose answers are timed; the wait is no part of that. The last writer
 * wins at ARM, so after a wait the gateway is read again: a plan for what somebody else has changed since is not sent.
 */
import { isDeepStrictEqual } from 'node:util';
import type { RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import { lostRace } from './lost-race.ts';
import type { GatewayClient } from './ports.ts';
import type { TimeStage } from './stages.ts';

export interface Pace {
  readonly clock: Clock;
  readonly time: TimeStage;
  /** Ms since the epoch. */
  readonly putFrom: () => number;
  /** A PUT goes out. */
  readonly onPut?: (() => void) | undefined;
}

/** Planning takes less; writing a WAF policy in between takes more. */
const OLD_MS = 1000;

export function paceGateway(gateway: GatewayClient, { clock, time, putFrom, onPut }: Pace): GatewayClient {
  let read: { readonly live: RawGateway; readonly at: number } | null = null;
  const get = async (signal?: AbortSignal): Promise<RawGateway> => {
    const live = await time('get', () => gateway.get(signal));
    read = { live, at: clock.now() };
    return live;
  };
  return {
    ...gateway,
    get,
    put: async (document, signal) => {
      const planned = read;
      const early = putFrom() - clock.now();
      if (early > 0) await clock.sleep(early, signal);
      if (planned && (early > 0 || clock.now() - planned.at > OLD_MS))
        if (isOther(planned.live, await get(signal))) throw lostRace();
      onPut?.();
      return time('put', () => gateway.put(document, signal));
    },
  };
}

const isOther = (before: RawGateway, now: RawGateway): boolean =>
  before.etag === undefined ? !isDeepStrictEqual(before, now) : before.etag !== now.etag;
