/** What ARM's `backendhealth` answers, from the monitors. */
import type { BackendHealth } from '../contracts.ts';
import type { Draining } from './backends/draining.ts';
import type { Monitor, Monitors } from './backends/monitors.ts';
import type { Target } from './compile/configuration.ts';

export function describeHealth(
  targets: readonly Target[],
  monitors: Monitors,
  draining: Draining,
): BackendHealth {
  const pools = Map.groupBy(targets, ({ poolId }) => poolId.toLowerCase());
  return {
    backendAddressPools: [...pools.values()].map((pairs) => ({
      backendAddressPool: { id: pairs[0]?.poolId ?? '' },
      backendHttpSettingsCollection: pairs.map((target) => ({
        backendHttpSettings: { id: target.settingsId },
        servers: [...monitors.of(target).map(describeServer), ...draining.of(target).map(describeLeaving)],
      })),
    })),
  };
}

const describeLeaving = ({ address }: Monitor) => ({ address, health: 'Draining' }) as const;

const describeServer = ({ address, state: { health, log } }: Monitor) =>
  log === '' ? { address, health } : { address, health, healthProbeLog: log };
