/** The gateway that file commands and the emulator start from where none is given: Standard_v2 without a listener. */
import type { RawGateway } from '../appgw/wire.ts';

const GROUP =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dev/providers/Microsoft.Network';
const ID = `${GROUP}/applicationGateways/dev`;
const SUBNET = { id: `${GROUP}/virtualNetworks/dev/subnets/gateway` };

export const BLANK_GATEWAY: RawGateway = {
  id: ID,
  name: 'dev',
  type: 'Microsoft.Network/applicationGateways',
  location: 'westeurope',
  properties: {
    sku: { name: 'Standard_v2', tier: 'Standard_v2', capacity: 2 },
    gatewayIPConfigurations: [
      { name: 'gateway', id: `${ID}/gatewayIPConfigurations/gateway`, properties: { subnet: SUBNET } },
    ],
    frontendIPConfigurations: [
      {
        name: 'public',
        id: `${ID}/frontendIPConfigurations/public`,
        properties: { publicIPAddress: { id: `${GROUP}/publicIPAddresses/dev` } },
      },
      {
        name: 'private',
        id: `${ID}/frontendIPConfigurations/private`,
        properties: { subnet: SUBNET, privateIPAllocationMethod: 'Static', privateIPAddress: '10.0.0.100' },
      },
    ],
    frontendPorts: [],
    backendAddressPools: [],
    backendHttpSettingsCollection: [],
    httpListeners: [],
    requestRoutingRules: [],
  },
};
