/** How much one gateway holds: the published limits of v2, of v2 with an old WAF rule set, and of the Basic SKU. */
import type { ArmErrorBody, Json, RawGateway } from '../../../appgw/wire.ts';
import { isList, isObject } from '../model/json.ts';
import { children, find, pathRulesOf } from '../model/read.ts';
import { UNCONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

interface Limit {
  readonly collection: string;
  /** The service's word for one of them: `ApplicationGateway<Kind>LimitReached`. Only pools were seen. */
  readonly kind: string;
  readonly most: number;
  /** With WAF and CRS 3.1 or older. */
  readonly mostOldWaf?: number;
  readonly mostBasic?: number;
}

const LIMITS: readonly Limit[] = [
  { collection: 'frontendIPConfigurations', kind: 'FrontendIpConfiguration', most: 4 },
  { collection: 'frontendPorts', kind: 'FrontendPort', most: 100, mostOldWaf: 40 },
  { collection: 'backendAddressPools', kind: 'BackendAddressPool', most: 100, mostBasic: 5 },
  { collection: 'backendHttpSettingsCollection', kind: 'BackendHttpSettings', most: 100, mostOldWaf: 40 },
  { collection: 'httpListeners', kind: 'HttpListener', most: 200, mostOldWaf: 40, mostBasic: 5 },
  { collection: 'requestRoutingRules', kind: 'RequestRoutingRule', most: 400, mostOldWaf: 40, mostBasic: 5 },
  { collection: 'sslCertificates', kind: 'SslCertificate', most: 100, mostOldWaf: 40 },
  { collection: 'trustedRootCertificates', kind: 'TrustedRootCertificate', most: 100 },
  { collection: 'trustedClientCertificates', kind: 'TrustedClientCertificate', most: 200, mostBasic: 0 },
  { collection: 'authenticationCertificates', kind: 'AuthenticationCertificate', most: 100 },
  { collection: 'redirectConfigurations', kind: 'RedirectConfiguration', most: 100, mostOldWaf: 40 },
  { collection: 'rewriteRuleSets', kind: 'RewriteRuleSet', most: 400 },
  { collection: 'privateLinkConfigurations', kind: 'PrivateLinkConfiguration', most: 2 },
];
const MOST_ACTIVE_LISTENERS = 100;
const MOST_PATH_RULES = 100;
const MOST_TARGETS = 1200;
const MOST_TARGETS_BASIC = 5;

export const collectionLimits = (document: RawGateway): ArmErrorBody | null =>
  firstOf(LIMITS, (limit) => {
    const items = document.properties[limit.collection];
    const count = isList(items) ? items.length : 0;
    const most = mostOf(limit, document);
    const plural = limit.kind.endsWith('s') ? limit.kind : `${limit.kind}s`;
    return count > most
      ? limitReached(`ApplicationGateway${limit.kind}LimitReached`, plural, count, most)
      : null;
  });

const mostOf = ({ most, mostOldWaf, mostBasic }: Limit, document: RawGateway): number =>
  Math.min(
    most,
    hasOldWaf(document) ? (mostOldWaf ?? most) : most,
    isBasic(document) ? (mostBasic ?? most) : most,
  );

const limitReached = (code: string, plural: string, count: number, most: number): ArmErrorBody =>
  refusal(
    code,
    `The number of ${plural} exceeds the maximum allowed value. The number of ${plural} is ${count} and the maximum ` +
      `allowed is ${most}.`,
  );

export const targetLimits = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'backendAddressPools'), ({ id, properties }) => {
    const count = properties.backendAddresses?.length ?? 0;
    const most = isBasic(document) ? MOST_TARGETS_BASIC : MOST_TARGETS;
    return count > most
      ? limitReached(UNCONFIRMED.targetsLimit, `BackendAddresses of BackendAddressPool ${id}`, count, most)
      : null;
  });

export const pathRuleLimits = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'urlPathMaps'), (map) => {
    const count = pathRulesOf(map).length;
    return count > MOST_PATH_RULES
      ? limitReached(UNCONFIRMED.pathRuleLimit, `PathRules of UrlPathMap ${map.id}`, count, MOST_PATH_RULES)
      : null;
  });

/** A listener is active when its rule sends traffic to a pool; one that only redirects does not count. */
export function activeListenerLimit(document: RawGateway): ArmErrorBody | null {
  const maps = children(document, 'urlPathMaps');
  const active = children(document, 'requestRoutingRules').filter(({ properties }) => {
    const map = find(maps, properties.urlPathMap);
    return (
      properties.backendAddressPool !== undefined ||
      map?.properties.defaultBackendAddressPool !== undefined ||
      (map !== undefined && pathRulesOf(map).some((rule) => rule.properties.backendAddressPool !== undefined))
    );
  }).length;
  return active > MOST_ACTIVE_LISTENERS
    ? limitReached(UNCONFIRMED.activeListenerLimit, 'active HttpListeners', active, MOST_ACTIVE_LISTENERS)
    : null;
}

const memberOf = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) ? value[name] : undefined;

const isBasic = ({ properties }: RawGateway): boolean => memberOf(properties['sku'], 'tier') === 'Basic';

function hasOldWaf({ properties }: RawGateway): boolean {
  const waf = properties['webApplicationFirewallConfiguration'];
  if (memberOf(waf, 'enabled') !== true || memberOf(waf, 'ruleSetType') !== 'OWASP') return false;
  const version = memberOf(waf, 'ruleSetVersion');
  return typeof version === 'string' && Number.parseFloat(version) <= 3.1;
}
