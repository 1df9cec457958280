/** Ids of what a gateway names around itself: Azure wants a permission on each of them in every PUT. */
import { childrenOf } from '../../appgw/children.ts';
import type { Json, JsonObject, RawGateway } from '../../appgw/wire.ts';

/** Of the first `gatewayIPConfigurations`: all of them are in one subnet. */
export function subnetIdOf({ properties }: RawGateway): string | null {
  const [first] = listOf(properties['gatewayIPConfigurations']);
  return idOf(objectOf(objectOf(first)['properties'])['subnet']);
}

/** Whether it can have WAF policies. */
export function isFirewalled({ properties }: RawGateway): boolean {
  const { tier } = objectOf(properties['sku']);
  return typeof tier === 'string' && /^waf/i.test(tier);
}

/** The resource group that it is in. */
export const groupOf = (gatewayId: string): string => gatewayId.replace(/\/providers\/.*$/i, '');

export const attachedIdentities = ({ identity }: RawGateway): readonly string[] =>
  Object.keys(objectOf(identity?.['userAssignedIdentities']));

/** Of the gateway, its listeners and its path rules; each once. */
export function firewallPolicies({ properties }: RawGateway): readonly string[] {
  const of = (children: Json | undefined): readonly JsonObject[] =>
    listOf(children).map((child) => objectOf(objectOf(child)['properties']));
  const holders = [
    properties,
    ...of(properties['httpListeners']),
    ...of(properties['urlPathMaps']).flatMap((map) => of(map['pathRules'])),
  ];
  return [...new Set(holders.flatMap((holder) => idOf(holder['firewallPolicy']) ?? []))];
}

/** Certificates that the gateway reads from Key Vault itself, with where from. */
export const keyVaultCertificates = (
  live: RawGateway,
): readonly { readonly name: string; readonly secretId: string }[] =>
  childrenOf(live, 'sslCertificates').flatMap(({ name, properties: { keyVaultSecretId } }) =>
    keyVaultSecretId === undefined ? [] : [{ name, secretId: keyVaultSecretId }],
  );

const idOf = (reference: Json | undefined): string | null => {
  const { id } = objectOf(reference);
  return typeof id === 'string' ? id : null;
};
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
