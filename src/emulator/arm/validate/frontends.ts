/** The subnet, the frontend addresses and the frontend ports. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { isList } from '../model/json.ts';
import { children } from '../model/read.ts';
import { CONFIRMED, UNCONFIRMED } from './codes.ts';
import { firstOf, outside, refusal } from './refusal.ts';

/** 65200 to 65535 are the platform's on v2. The message that was seen has v1's bound, 65502. */
const HIGHEST_PORT = 65_199;

export const subnets = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'gatewayIPConfigurations'), ({ id, properties }) =>
    properties.subnet
      ? null
      : refusal(CONFIRMED.subnetIsRequired, `Subnet reference is required for ipconfiguration ${id}.`),
  );

export const frontendAddresses = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'frontendIPConfigurations'), ({ id, properties }) =>
    properties.publicIPAddress || properties.subnet
      ? null
      : refusal(
          CONFIRMED.frontendAddressMissing,
          `Both PublicIpAddress and Subnet cannot be null for FrontendIpConfiguration ${id}.`,
        ),
  );

/** A gateway without a public address cannot be reached through a private link. */
export function networkIsolation(document: RawGateway): ArmErrorBody | null {
  const frontends = children(document, 'frontendIPConfigurations');
  const isPrivate =
    frontends.length > 0 && frontends.every(({ properties }) => properties.publicIPAddress === undefined);
  const links = document.properties['privateLinkConfigurations'];
  return isPrivate && isList(links) && links.length > 0
    ? refusal(
        CONFIRMED.networkIsolation,
        `Network isolation of Application Gateway ${document.id} is not supported with feature PrivateLink.`,
      )
    : null;
}

export const frontendPorts = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'frontendPorts'), ({ id, properties }) =>
    properties.port === undefined || outside(properties.port, 1, HIGHEST_PORT)
      ? refusal(
          CONFIRMED.frontendPortInvalid,
          `Port specified for FrontendPort ${id} is not valid. Supported range is [1, ${HIGHEST_PORT}].`,
        )
      : null,
  );

export function frontendPortNumbers(document: RawGateway): ArmErrorBody | null {
  const seen = new Set<number>();
  return firstOf(children(document, 'frontendPorts'), ({ properties: { port = 0 } }) => {
    if (!seen.has(port)) {
      seen.add(port);
      return null;
    }
    return refusal(
      UNCONFIRMED.frontendPortsShareNumber,
      `Two Frontend Ports of Application Gateway ${document.id} are using the same port number ${port}.`,
    );
  });
}
