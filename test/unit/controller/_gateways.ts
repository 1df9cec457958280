/** ApplicationGateway objects in one line each, as the controller sees them. */
import type { GatewaySpec } from '../../../src/api/application-gateway.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Config } from '../../../src/config/schema.ts';
import type { GatewayObject } from '../../../src/controller/ports.ts';

export const gatewayId = (name: string): string =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dev/providers/Microsoft.Network/applicationGateways/${name}`;

export const configOf = (flags: Readonly<Record<string, unknown>> = {}): Config =>
  loadConfig({ flags, environment: {} });

interface Init {
  /** Seconds; the smaller the older. */
  readonly age?: number;
  readonly generation?: number;
  readonly spec?: Partial<GatewaySpec>;
  readonly problem?: GatewayObject['problem'];
}

/** `gateway`: name of the gateway of the last good spec, or null where there was none. */
export const objectOf = (
  name: string,
  gateway: string | null,
  { age = 1, generation = 1, spec = {}, problem = null }: Init = {},
): GatewayObject => ({
  name,
  uid: `uid-${name}`,
  generation,
  creationTimestamp: new Date(Date.UTC(2026, 0, 1, 0, 0, age)).toISOString(),
  good:
    gateway === null
      ? null
      : { generation, spec: { resourceId: gatewayId(gateway), frontend: 'auto', ...spec } },
  problem,
});
