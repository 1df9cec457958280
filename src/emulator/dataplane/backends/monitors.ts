/**
 * The health of pool members. Each member of each (pool, settings) pair in use is probed by itself; a probe that two
 * documents have in common goes on through the change, with what it knows.
 */
import type { Clock } from '../../../clock/clock.ts';
import type { SocketAddress } from '../../contracts.ts';
import type { Target } from '../compile/configuration.ts';
import { probe } from './probe.ts';

export interface Monitor {
  readonly address: string;
  readonly state: MemberState;
}

export interface MemberState {
  readonly health: 'Up' | 'Down' | 'Unknown';
  /** Text of the last probe; empty before the first. */
  readonly log: string;
  /** Failures in a row. */
  readonly failures: number;
}

export interface Monitors {
  /**
   * Starts the probes of new members and probes at once what is not up. Resolves after that round, or after
   * `FIRST_ROUND_LIMIT_MS` if backends hang.
   */
  watch(targets: readonly Target[]): Promise<void>;
  /** Stops the probes of everything else. */
  retain(targets: readonly Target[]): void;
  of(target: Target): readonly Monitor[];
}

export interface MonitorDependencies {
  readonly resolve: (address: string, port: number) => SocketAddress;
  readonly clock: Clock;
}

interface RunningMonitor extends Monitor {
  probeNow(): Promise<void>;
  stop(): void;
}

const FIRST_ROUND_LIMIT_MS = 5000;

export function createMonitors(dependencies: MonitorDependencies): Monitors {
  const running = new Map<string, RunningMonitor>();

  function monitorOf(target: Target, address: string): RunningMonitor {
    const key = keyOf(target, address);
    const known = running.get(key);
    if (known) return known;
    const started = startMonitor(target, address, dependencies);
    running.set(key, started);
    return started;
  }

  return {
    async watch(targets) {
      const monitors = targets.flatMap((target) =>
        target.addresses.map((address) => monitorOf(target, address)),
      );
      const round = monitors
        .filter(({ state }) => state.health !== 'Up')
        .map((monitor) => monitor.probeNow());
      const over = new AbortController();
      await Promise.race([Promise.all(round), dependencies.clock.sleep(FIRST_ROUND_LIMIT_MS, over.signal)]);
      over.abort();
    },
    retain(targets) {
      const wanted = new Set(
        targets.flatMap((target) => target.addresses.map((address) => keyOf(target, address))),
      );
      for (const [key, monitor] of running) {
        if (wanted.has(key)) continue;
        monitor.stop();
        running.delete(key);
      }
    },
    of: (target) => target.addresses.map((address) => monitorOf(target, address)),
  };
}

const keyOf = ({ poolId, settingsId, probe: spec }: Target, address: string): string =>
  JSON.stringify([poolId.toLowerCase(), settingsId.toLowerCase(), address, spec]);

function startMonitor(
  { probe: spec }: Target,
  address: string,
  { resolve, clock }: MonitorDependencies,
): RunningMonitor {
  const stopped = new AbortController();
  let state: MemberState = { health: 'Unknown', log: '', failures: 0 };
  let inFlight: Promise<void> | null = null;

  async function run(): Promise<void> {
    const { healthy, log } = await probe(spec, address, resolve(address, spec.port), clock, stopped.signal);
    state = healthy ? { health: 'Up', log, failures: 0 } : afterFailure(state, log, spec.unhealthyThreshold);
    inFlight = null;
  }
  const probeNow = (): Promise<void> => (inFlight ??= run());

  async function loop(): Promise<void> {
    while (!stopped.signal.aborted) {
      await probeNow();
      await clock.sleep(spec.intervalMs, stopped.signal).catch(() => undefined);
    }
  }
  void loop();

  return {
    address,
    get state() {
      return state;
    },
    probeNow,
    stop: () => stopped.abort(),
  };
}

/** Up after one success, down after the threshold of failures in a row. */
function afterFailure({ health, failures }: MemberState, log: string, threshold: number): MemberState {
  const counted = failures + 1;
  return { health: counted >= threshold ? 'Down' : health, log, failures: counted };
}
