/**
 * Typed reading of a document that went through `canonical` and `identify`: every child has its id. Nothing that
 * the schema does not demand is taken for granted.
 */
import type {
  Collections,
  FrontendIPConfigurationProperties,
  PathRuleProperties,
  RawGateway,
  RequestRoutingRuleProperties,
  SubResource,
  UrlPathMapProperties,
} from '../../../appgw/wire.ts';

interface ReadCollections extends Omit<
  Collections,
  'requestRoutingRules' | 'urlPathMaps' | 'backendHttpSettingsCollection'
> {
  backendHttpSettingsCollection: Collections['backendHttpSettingsCollection'] & {
    readonly authenticationCertificates?: readonly SubResource[];
  };
  requestRoutingRules: RequestRoutingRuleProperties & {
    readonly loadDistributionPolicy?: SubResource;
    readonly advancedRoutingMap?: SubResource;
  };
  urlPathMaps: UrlPathMapProperties & { readonly defaultLoadDistributionPolicy?: SubResource };
  gatewayIPConfigurations: { readonly subnet?: SubResource };
  frontendIPConfigurations: FrontendIPConfigurationProperties;
  listeners: { readonly protocol?: string };
  routingRules: { readonly priority?: number };
}

export interface ReadChild<P> {
  readonly name: string;
  readonly id: string;
  readonly properties: Partial<P>;
}

export type Read<C extends keyof ReadCollections> = ReadChild<ReadCollections[C]>;
export type PathRule = ReadChild<PathRuleProperties & { readonly loadDistributionPolicy?: SubResource }>;

export const children = <C extends keyof ReadCollections>(
  document: RawGateway,
  collection: C,
): readonly Read<C>[] => (document.properties[collection] ?? []) as unknown as readonly Read<C>[];

export const pathRulesOf = (map: Read<'urlPathMaps'>): readonly PathRule[] =>
  (map.properties.pathRules ?? []) as unknown as readonly PathRule[];

/** ARM compares ids without case. */
export const find = <T extends { readonly id: string }>(
  items: readonly T[],
  reference: SubResource | undefined,
): T | undefined => {
  const id = reference?.id.toLowerCase();
  return id === undefined ? undefined : items.find((item) => item.id.toLowerCase() === id);
};

/** The host names that a listener accepts; none means every host. */
export const hostsOf = ({
  properties: { hostName, hostNames },
}: Read<'httpListeners'>): readonly string[] => [
  ...(hostName === undefined || hostName === '' ? [] : [hostName]),
  ...(hostNames ?? []),
];
