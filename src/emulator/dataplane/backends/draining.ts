/**
 * Members that left their pool. What is under way at them goes on, and so do their affinity sessions, until their
 * drain time is over; then the rest is cut. One that comes back in time is an ordinary member again.
 */
import type { Clock } from '../../../clock/clock.ts';
import type { Configuration, Target } from '../compile/configuration.ts';
import type { Monitor, Monitors } from './monitors.ts';

export interface Draining {
  /** Something begins at a member, which `cut` ends at once; the returned function says that it is over. */
  begin(target: Target, address: string, cut: () => void): () => void;
  change(from: Configuration, to: Configuration): void;
  /** Of that pool, seen through those settings. */
  of(target: Target): readonly Monitor[];
  close(): void;
}

interface Leaving {
  readonly pool: string;
  readonly pair: string;
  readonly member: Monitor;
  readonly stop: AbortController;
}

export function createDraining(monitors: Monitors, clock: Clock): Draining {
  const underWay = new Map<string, Set<() => void>>();
  const leaving = new Map<string, Leaving>();

  function start(target: Target, { address, state }: Monitor): void {
    const key = keyOf(target, address);
    const stop = new AbortController();
    const pool = poolKey(target, address);
    leaving.set(key, { pool, pair: pairKey(target), member: { address, state }, stop });
    clock.sleep(target.drainMs, stop.signal).then(
      () => {
        leaving.delete(key);
        for (const cut of underWay.get(key) ?? []) cut();
      },
      () => {},
    );
  }

  return {
    begin(target, address, cut) {
      const key = keyOf(target, address);
      const cuts = underWay.get(key) ?? new Set();
      underWay.set(key, cuts.add(cut));
      return () => {
        if (cuts.delete(cut) && cuts.size === 0 && underWay.get(key) === cuts) underWay.delete(key);
      };
    },
    change(from, to) {
      const present = new Set(
        to.targets.flatMap((target) => target.addresses.map((address) => poolKey(target, address))),
      );
      for (const [key, { pool, stop }] of leaving) {
        if (!present.has(pool)) continue;
        stop.abort();
        leaving.delete(key);
      }
      for (const target of from.targets) {
        const gone = monitors.of(target).filter(({ address }) => !present.has(poolKey(target, address)));
        for (const member of gone) start(target, member);
      }
    },
    of: (target) =>
      leaving
        .values()
        .filter(({ pair }) => pair === pairKey(target))
        .map(({ member }) => member)
        .toArray(),
    close() {
      for (const { stop } of leaving.values()) stop.abort();
    },
  };
}

const pairKey = ({ poolId, settingsId }: Target): string => `${poolId} ${settingsId}`.toLowerCase();
const keyOf = (target: Target, address: string): string => `${pairKey(target)} ${address.toLowerCase()}`;
const poolKey = ({ poolId }: Target, address: string): string => `${poolId} ${address}`.toLowerCase();
