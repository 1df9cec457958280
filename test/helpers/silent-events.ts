/** For an emulated ARM without a data plane: every document is taken, and no member is known. */
import type { ArmEvents } from '../../src/emulator/contracts.ts';

export const SILENT_EVENTS: ArmEvents = {
  onApplied: async () => {},
  health: () => ({ backendAddressPools: [] }),
  healthOnDemand: async ({ backendAddressPool, backendHttpSettings }) => ({
    backendAddressPool,
    backendHealthHttpSettings: { backendHttpSettings, servers: [] },
  }),
};
