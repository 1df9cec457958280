/** What ARM's `backendhealth` answers, from the monitors. */
import type { BackendHealth } from '../contracts.ts';
import type { Monitor, Monitors } from './backends/monitors.ts';
import type { Target } from './compile/configuration.ts';

export function describeHealth(targets: readonly Target[], monitors: Monitors): BackendHealth {
  const pools = Map.groupBy(targets, ({ poolId }) => poolId.toLowerCase());
  return {
    backendAddressPools: [...pools.values()].map((pairs) => ({
      backendAddressPool: { id: pairs[0]?.poolId ?? '' },
      backendHttpSettingsCollection: pairs.map((target) => ({
        backendHttpSettings: { id: target.settingsId },
        servers: monitors.of(target).map(describeServer),
      })),
    })),
  };
}

const describeServer = ({ address, state: { health, log } }: Monitor) =>
  log === '' ? { address, health } : { address, health, healthProbeLog: log };
