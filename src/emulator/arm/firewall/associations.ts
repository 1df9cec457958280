/** Which gateways, listeners and path rules a WAF policy judges. The policy shows them, and stays while there are any. */
import type {
  ArmErrorBody,
  JsonObject,
  RawFirewallPolicy,
  RawGateway,
  SubResource,
} from '../../../appgw/wire.ts';
import { children, pathRulesOf } from '../model/read.ts';
import { isObject } from '../model/json.ts';
import { CONFIRMED, UNCONFIRMED } from '../validate/codes.ts';
import { firstOf, refusal } from '../validate/refusal.ts';

interface Association {
  /** The member of the policy that shows it. */
  readonly shownIn: 'applicationGateways' | 'httpListeners' | 'pathBasedRules';
  readonly from: string;
  readonly policy: string;
}

export function associations(gateway: RawGateway): readonly Association[] {
  const of = (shownIn: Association['shownIn'], from: string, reference: unknown): readonly Association[] => {
    const id = (reference as SubResource | undefined)?.id;
    return id === undefined ? [] : [{ shownIn, from, policy: id }];
  };
  return [
    ...of('applicationGateways', gateway.id ?? '', gateway.properties['firewallPolicy']),
    ...children(gateway, 'httpListeners').flatMap(({ id, properties }) =>
      of('httpListeners', id, properties.firewallPolicy),
    ),
    ...children(gateway, 'urlPathMaps').flatMap((map) =>
      pathRulesOf(map).flatMap(({ id, properties }) => of('pathBasedRules', id, properties.firewallPolicy)),
    ),
  ];
}

/** As a GET shows it. */
export function withAssociations(
  policy: RawFirewallPolicy,
  gateways: readonly RawGateway[],
): RawFirewallPolicy {
  const found = gateways
    .flatMap(associations)
    .filter((association) => association.policy.toLowerCase() === policy.id?.toLowerCase());
  const shown = Map.groupBy(found, ({ shownIn }) => shownIn);
  const members = [...shown].map(([name, of]) => [name, of.map(({ from }) => ({ id: from }))] as const);
  return { ...policy, properties: { ...policy.properties, ...Object.fromEntries(members) } };
}

export const isAssociated = (policy: RawFirewallPolicy, gateways: readonly RawGateway[]): boolean =>
  gateways
    .flatMap(associations)
    .some((association) => association.policy.toLowerCase() === policy.id?.toLowerCase());

/** What the service says of a gateway that refers to policies. */
export function checkAssociations(
  gateway: RawGateway,
  policyOf: (id: string) => RawFirewallPolicy | null,
): ArmErrorBody | null {
  return firstOf(associations(gateway), ({ from, policy }) => {
    if (!policyOf(policy)) {
      return refusal(
        CONFIRMED.invalidResourceReference,
        `Resource ${policy} referenced by resource ${from} was not found. Please make sure that the referenced ` +
          'resource exists, and that both resources are in the same region.',
      );
    }
    return isFirewallSku(gateway.properties)
      ? null
      : refusal(
          UNCONFIRMED.firewallPolicySku,
          `A WAF policy can only be associated with ${from} where the SKU of the gateway is WAF_v2.`,
        );
  });
}

function isFirewallSku({ sku }: JsonObject): boolean {
  const tier = isObject(sku) ? sku['tier'] : null;
  return typeof tier === 'string' && /^waf/i.test(tier);
}
