/** The paths of the emulated part of `Microsoft.Network`, and the resource ids in them. */
import { ArmRefusal } from './refusal.ts';

const SUBSCRIPTION = '/subscriptions/:subscription';
const NETWORK = 'providers/Microsoft.Network';
const GROUP = `${SUBSCRIPTION}/resourceGroups/:group/${NETWORK}`;
const FIREWALLS = 'ApplicationGatewayWebApplicationFirewallPolicies';
const LOCATION = `${SUBSCRIPTION}/${NETWORK}/locations/:location`;

export const PATHS = {
  gatewaysOfSubscription: `${SUBSCRIPTION}/${NETWORK}/applicationGateways`,
  gatewaysOfGroup: `${GROUP}/applicationGateways`,
  gateway: `${GROUP}/applicationGateways/:name`,
  firewallPoliciesOfGroup: `${GROUP}/${FIREWALLS}`,
  firewallPolicy: `${GROUP}/${FIREWALLS}/:name`,
  publicIPAddress: `${GROUP}/publicIPAddresses/:name`,
  operation: `${LOCATION}/operations/:id`,
  operationResult: `${LOCATION}/operationResults/:id`,
} as const;

type ResourceType = 'applicationGateways' | 'publicIPAddresses' | typeof FIREWALLS;

/** What a path of the table names. */
interface Call {
  readonly params: Readonly<Record<string, string>>;
}

/** The id that the path names, spelt as the client spelt it. */
export const resourceIdOf = ({ params }: Call, type: ResourceType): string =>
  `/subscriptions/${params['subscription']}/resourceGroups/${params['group']}/${NETWORK}/${type}/${params['name']}`;

export const gatewayIdOf = (call: Call): string => resourceIdOf(call, 'applicationGateways');

export const notFound = (type: ResourceType, { params }: Call): ArmRefusal =>
  new ArmRefusal(404, {
    code: 'ResourceNotFound',
    message:
      `The Resource 'Microsoft.Network/${type}/${params['name']}' under resource group '${params['group']}' was not ` +
      'found. For more details please go to https://aka.ms/ARMResourceNotFoundFix',
  });
