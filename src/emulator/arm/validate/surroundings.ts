/**
 * What the service finds wrong around a gateway, not in its document: rights of the caller on what it refers to, and the
 * subnet that it is in. Codes are CONFIRMED; that they are the immediate answer, and the status 403, are UNCONFIRMED but
 * for `identityAssign`.
 */
import type { ArmErrorBody, Json, RawGateway } from '../../../appgw/wire.ts';
import { children } from '../model/read.ts';
import { CONFIRMED } from './codes.ts';
import { refusal } from './refusal.ts';

export type Surrounding =
  | 'subnetJoin'
  | 'identityAssign'
  | 'vaultAccess'
  | 'subnetOccupied'
  | 'subnetSecurityGroup'
  | 'subnetRoutes';

interface Place {
  readonly gateway: string;
  readonly subnet: string;
  readonly identity: string;
}

const REFUSALS: Readonly<
  Record<Surrounding, { readonly status: number; readonly refuse: (place: Place) => ArmErrorBody }>
> = {
  subnetJoin: {
    status: 403,
    refuse: ({ subnet }) =>
      refusal(
        CONFIRMED.subnetPermission,
        `The client does not have permission on resource ${subnet} to perform action ` +
          'Microsoft.Network/virtualNetworks/subnets/join/action.',
      ),
  },
  identityAssign: {
    status: 403,
    refuse: ({ gateway, identity }) =>
      refusal(
        CONFIRMED.linkedAuthorization,
        "The client has permission to perform action 'Microsoft.Network/applicationGateways/write' on scope " +
          `'${gateway}'; however, it does not have permission to perform action ` +
          `'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope(s) '${identity}'.`,
      ),
  },
  vaultAccess: {
    status: 403,
    refuse: ({ gateway, identity }) =>
      refusal(
        CONFIRMED.linkedAccess,
        `The identity '${identity}' of Application Gateway '${gateway}' does not have secrets get permission on the Key Vault.`,
      ),
  },
  subnetOccupied: {
    status: 400,
    refuse: ({ gateway, subnet }) =>
      refusal(
        CONFIRMED.subnetOccupied,
        `Subnet ${subnet} of Application Gateway ${gateway} cannot have other resources.`,
      ),
  },
  subnetSecurityGroup: {
    status: 400,
    refuse: ({ gateway, subnet }) =>
      refusal(
        CONFIRMED.subnetSecurityGroup,
        `A network security group blocks inbound traffic to subnet ${subnet} of Application Gateway ${gateway}. ` +
          'Ports 65200 - 65535 must be open for GatewayManager.',
      ),
  },
  subnetRoutes: {
    status: 400,
    refuse: ({ gateway, subnet }) =>
      refusal(
        CONFIRMED.subnetRoutes,
        `A user defined route is not allowed on subnet ${subnet} of Application Gateway ${gateway}.`,
      ),
  },
};

export const SURROUNDINGS = Object.keys(REFUSALS) as readonly Surrounding[];

export function refuseSurroundings(
  problem: Surrounding,
  document: RawGateway,
): { readonly status: number; readonly body: ArmErrorBody } {
  const { status, refuse } = REFUSALS[problem];
  const [ipConfiguration] = children(document, 'gatewayIPConfigurations');
  const identities: Readonly<Record<string, Json>> =
    (document.identity?.['userAssignedIdentities'] as Readonly<Record<string, Json>> | undefined) ?? {};
  const body = refuse({
    gateway: document.id ?? '',
    subnet: ipConfiguration?.properties.subnet?.id ?? '',
    identity: Object.keys(identities)[0] ?? '',
  });
  return { status, body };
}
