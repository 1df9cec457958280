/** Public IP addresses exist as far as a frontend of a stored gateway refers to them. */
import { hash } from 'node:crypto';
import type { JsonObject, RawGateway } from '../../../appgw/wire.ts';
import { children } from '../model/read.ts';

/** An address for a resource id. */
export type AddressOf = (resourceId: string) => string;

/** Of TEST-NET-3, stable for an id: nobody takes it for an address that answers. */
export const documentationAddress: AddressOf = (id) =>
  `203.0.113.${1 + (Number.parseInt(hash('sha256', id.toLowerCase(), 'hex').slice(0, 6), 16) % 254)}`;

export function publicIPAddress(
  gateways: readonly RawGateway[],
  id: string,
  addressOf: AddressOf,
): JsonObject | null {
  for (const gateway of gateways) {
    const frontend = children(gateway, 'frontendIPConfigurations').find(
      ({ properties }) => properties.publicIPAddress?.id.toLowerCase() === id.toLowerCase(),
    );
    if (frontend)
      return resource(frontend.properties.publicIPAddress?.id ?? id, frontend.id, gateway, addressOf);
  }
  return null;
}

function resource(id: string, frontendId: string, gateway: RawGateway, addressOf: AddressOf): JsonObject {
  const name = id.slice(id.lastIndexOf('/') + 1);
  const location = gateway.location ?? '';
  const label = name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
  return {
    name,
    id,
    etag: gateway.etag ?? '',
    type: 'Microsoft.Network/publicIPAddresses',
    location,
    sku: { name: 'Standard', tier: 'Regional' },
    properties: {
      provisioningState: 'Succeeded',
      ipAddress: addressOf(id),
      publicIPAddressVersion: 'IPv4',
      publicIPAllocationMethod: 'Static',
      idleTimeoutInMinutes: 4,
      dnsSettings: { domainNameLabel: label, fqdn: `${label}.${location}.cloudapp.azure.com` },
      ipConfiguration: { id: frontendId },
    },
  };
}
