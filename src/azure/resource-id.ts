/** The ARM id of an Application Gateway. ARM compares ids without case; names keep the case that they came in. */

export interface GatewayId {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

export class ResourceIdError extends Error {
  override readonly name = 'ResourceIdError';
  readonly code = 'RESOURCE_ID_INVALID';
}

const SHAPE =
  '/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/applicationGateways/<name>';
const FIXED = [
  [0, 'subscriptions'],
  [2, 'resourceGroups'],
  [4, 'providers'],
  [5, 'Microsoft.Network'],
  [6, 'applicationGateways'],
] as const;
const SUBSCRIPTION = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const RESOURCE_GROUP = /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u;
const GATEWAY_NAME = /^[a-z0-9]([a-z0-9_.-]{0,78}[a-z0-9_])?$/i;

export function parseGatewayId(text: string): GatewayId {
  const refuse = (reason: string): never => {
    throw new ResourceIdError(
      `"${text}" is not the id of an application gateway: ${reason}; expected ${SHAPE}`,
    );
  };
  if (!text.startsWith('/')) refuse('it does not start with "/"');
  const segments = text.slice(1).replace(/\/$/, '').split('/');
  for (const [index, word] of FIXED) {
    const found = segments[index];
    if (found?.toLowerCase() !== word.toLowerCase()) {
      refuse(found === undefined ? `"${word}" is missing` : `"${found}" stands where "${word}" is expected`);
    }
  }
  const [, subscriptionId = '', , resourceGroup = '', , , , name = ''] = segments;
  if (!SUBSCRIPTION.test(subscriptionId)) refuse(`"${subscriptionId}" is not a subscription id`);
  if (!RESOURCE_GROUP.test(resourceGroup))
    refuse(`"${resourceGroup}" cannot be the name of a resource group`);
  if (!GATEWAY_NAME.test(name)) refuse(`"${name}" cannot be the name of a gateway`);
  if (segments.length > 8) refuse(`"${segments.slice(8).join('/')}" goes beyond the gateway`);
  return { subscriptionId, resourceGroup, name };
}

export const formatGatewayId = ({ subscriptionId, resourceGroup, name }: GatewayId): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/applicationGateways/${name}`;
