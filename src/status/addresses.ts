/** Addresses of the gateway's frontends: what clients reach each of them by. */
import type { Child, FrontendIPConfigurationProperties, RawGateway } from '../appgw/wire.ts';

export interface Frontend {
  /** Lower case. */
  readonly id: string;
  /** The public IP behind it, or null. */
  readonly publicIpId: string | null;
  readonly privateAddress: string | null;
}

export function frontendsOf({ id = '', properties }: RawGateway): readonly Frontend[] {
  const configurations = (properties['frontendIPConfigurations'] ??
    []) as unknown as readonly Child<FrontendIPConfigurationProperties>[];
  return configurations.map((configuration) => ({
    id: (configuration.id ?? `${id}/frontendIPConfigurations/${configuration.name}`).toLowerCase(),
    publicIpId: configuration.properties.publicIPAddress?.id ?? null,
    privateAddress: configuration.properties.privateIPAddress ?? null,
  }));
}
