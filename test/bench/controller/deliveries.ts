/**
 * Which PUT carried which change. Every change gives one endpoint of a Service an address that holds the change's own
 * number, so a document tells which changes are in it: of each Service all up to the highest number in its pool.
 */
import type { Json } from '../../../src/appgw/wire.ts';

export interface Deliveries {
  /** Returns the address to give; only changes of served Services can be delivered. */
  readonly changed: (service: number, at: number) => string;
  readonly put: (document: Json | undefined, at: number) => void;
  /** Changes that no PUT has carried yet. */
  readonly pending: () => number;
  /** Ms from each delivered change to the PUT that carried it. */
  readonly waits: () => readonly number[];
}

interface Change {
  readonly number: number;
  readonly at: number;
}

interface Pool {
  readonly name: string;
  readonly properties: { readonly backendAddresses?: readonly { readonly ipAddress?: string }[] };
}

export function trackDeliveries(isServed: (service: number) => boolean): Deliveries {
  const waiting = new Map<number, Change[]>();
  const waits: number[] = [];
  let last = 0;
  return {
    changed: (service, at) => {
      last += 1;
      if (isServed(service)) waiting.set(service, [...(waiting.get(service) ?? []), { number: last, at }]);
      return addressOf(last);
    },
    put: (document, at) => {
      for (const [service, highest] of numbersIn(document)) {
        const changes = waiting.get(service) ?? [];
        const isCarried = (change: Change): boolean => change.number <= highest;
        waits.push(...changes.filter(isCarried).map((change) => at - change.at));
        waiting.set(
          service,
          changes.filter((change) => !isCarried(change)),
        );
      }
    },
    pending: () => [...waiting.values()].reduce((sum, changes) => sum + changes.length, 0),
    waits: () => waits,
  };
}

const FIRST_BYTES = /^10\.(2\d\d)\.(\d+)\.(\d+)$/;

const addressOf = (number: number): string =>
  `10.${200 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;

function numbersIn(document: Json | undefined): ReadonlyMap<number, number> {
  const { properties } = document as unknown as { properties: { backendAddressPools?: readonly Pool[] } };
  return new Map(
    (properties.backendAddressPools ?? []).map(({ name, properties: { backendAddresses = [] } }) => [
      Number(/app-(\d+)-/.exec(name)?.[1]),
      Math.max(0, ...backendAddresses.map(({ ipAddress = '' }) => numberIn(ipAddress))),
    ]),
  );
}

function numberIn(address: string): number {
  const [, high = '200', middle = '0', low = '0'] = FIRST_BYTES.exec(address) ?? [];
  return ((Number(high) - 200) << 16) + (Number(middle) << 8) + Number(low);
}
