/** Gateway documents from a few words, as ARM stores them: named children that refer to each other by id. */
import type {
  BackendHttpSettingsProperties,
  HttpListenerProperties,
  JsonObject,
  ProbeProperties,
  RawGateway,
  RedirectConfigurationProperties,
  RequestRoutingRuleProperties,
  RewriteRule,
  SslProfileProperties,
  SubResource,
} from '../../src/appgw/wire.ts';

/** URL of the page by status. */
type ErrorPageWords = Readonly<Record<number, string>>;
export interface ListenerWords {
  readonly errorPages?: ErrorPageWords;
  readonly port?: number;
  readonly frontend?: 'public' | 'private';
  readonly hosts?: readonly string[];
  readonly certificate?: string;
  readonly profile?: string;
}
/** `pool settings`, or `-> redirect`. */
type ActionWords = string;
export interface RuleWords {
  readonly listener: string;
  readonly priority?: number;
  readonly action?: ActionWords;
  readonly map?: string;
  /** Name of a rewrite set. */
  readonly rewrite?: string;
}
export interface MapWords {
  readonly default: ActionWords;
  readonly rewrite?: string;
  /** Name of the path rule, its paths, its action, its rewrite set. */
  readonly rules: readonly (readonly [
    name: string,
    paths: readonly string[],
    action: ActionWords,
    rewrite?: string,
  ])[];
}
export interface GatewayWords {
  readonly pools?: Readonly<Record<string, readonly string[]>>;
  readonly settings?: Readonly<Record<string, Partial<BackendHttpSettingsProperties>>>;
  readonly listeners: Readonly<Record<string, ListenerWords>>;
  readonly rules: Readonly<Record<string, RuleWords>>;
  readonly maps?: Readonly<Record<string, MapWords>>;
  readonly rewrites?: Readonly<Record<string, readonly Partial<RewriteRule>[]>>;
  readonly errorPages?: ErrorPageWords;
  readonly redirects?: Readonly<Record<string, Partial<RedirectConfigurationProperties>>>;
  readonly probes?: Readonly<Record<string, Partial<ProbeProperties>>>;
  readonly certificates?: Readonly<Record<string, { readonly data?: string; readonly password?: string }>>;
  readonly roots?: Readonly<Record<string, string>>;
  readonly clientAuthorities?: Readonly<Record<string, string>>;
  readonly profiles?: Readonly<Record<string, SslProfileProperties>>;
  /** Members of the gateway itself, beside its collections. */
  readonly gateway?: JsonObject;
}

const GATEWAY_ID =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dev/providers/Microsoft.Network/applicationGateways/dev';

export const ref = (collection: string, name: string): SubResource => ({
  id: `${GATEWAY_ID}/${collection}/${name}`,
});

export function gatewayDocument(words: GatewayWords): RawGateway {
  const ports = new Set(Object.values(words.listeners).map(portOf));
  const properties = {
    ...words.gateway,
    frontendIPConfigurations: [
      child('frontendIPConfigurations', 'public', { publicIPAddress: { id: '/ip' } }),
      child('frontendIPConfigurations', 'private', { subnet: { id: '/subnet' } }),
    ],
    frontendPorts: [...ports].map((port) => child('frontendPorts', `port-${port}`, { port })),
    sslCertificates: children('sslCertificates', words.certificates, (properties) => properties),
    trustedRootCertificates: children('trustedRootCertificates', words.roots, (data) => ({ data })),
    trustedClientCertificates: children('trustedClientCertificates', words.clientAuthorities, (data) => ({
      data,
    })),
    sslProfiles: children('sslProfiles', words.profiles, (profile) => profile),
    backendAddressPools: children('backendAddressPools', words.pools, (addresses) => ({
      backendAddresses: addresses.map((address) =>
        /^[\d.]+$/.test(address) ? { ipAddress: address } : { fqdn: address },
      ),
    })),
    backendHttpSettingsCollection: children('backendHttpSettingsCollection', words.settings, (settings) => ({
      port: 80,
      protocol: 'Http',
      ...settings,
    })),
    httpListeners: children('httpListeners', words.listeners, listener),
    urlPathMaps: children('urlPathMaps', words.maps, map),
    requestRoutingRules: children('requestRoutingRules', words.rules, rule),
    probes: children('probes', words.probes, (probe) => ({
      protocol: 'Http',
      path: '/',
      interval: 30,
      timeout: 30,
      unhealthyThreshold: 3,
      ...probe,
    })),
    rewriteRuleSets: children('rewriteRuleSets', words.rewrites, (rules) => ({
      rewriteRules: rules.map((rule, index) => ({
        name: `rule-${index}`,
        ruleSequence: 100 + index,
        actionSet: {},
        ...rule,
      })),
    })),
    redirectConfigurations: children('redirectConfigurations', words.redirects, (redirect) => redirect),
    ...errorPages(words.errorPages),
  };
  return { id: GATEWAY_ID, name: 'dev', properties: properties as unknown as RawGateway['properties'] };
}

const child = (collection: string, name: string, properties: unknown) => ({
  name,
  ...ref(collection, name),
  properties,
});

const children = <W>(
  collection: string,
  named: Readonly<Record<string, W>> | undefined,
  properties: (words: W) => unknown,
) => Object.entries(named ?? {}).map(([name, words]) => child(collection, name, properties(words)));

const portOf = ({ port, certificate }: ListenerWords): number =>
  port ?? (certificate === undefined ? 80 : 443);

function listener(words: ListenerWords): HttpListenerProperties {
  return {
    frontendIPConfiguration: ref('frontendIPConfigurations', words.frontend ?? 'public'),
    frontendPort: ref('frontendPorts', `port-${portOf(words)}`),
    protocol: words.certificate === undefined ? 'Http' : 'Https',
    hostNames: words.hosts ?? [],
    ...errorPages(words.errorPages),
    ...(words.certificate === undefined ? {} : { sslCertificate: ref('sslCertificates', words.certificate) }),
    ...(words.profile === undefined ? {} : { sslProfile: ref('sslProfiles', words.profile) }),
  };
}

function rule(words: RuleWords): RequestRoutingRuleProperties {
  return {
    ruleType: words.map === undefined ? 'Basic' : 'PathBasedRouting',
    httpListener: ref('httpListeners', words.listener),
    ...(words.priority === undefined ? {} : { priority: words.priority }),
    ...(words.map === undefined ? {} : { urlPathMap: ref('urlPathMaps', words.map) }),
    ...(words.action === undefined ? {} : action(words.action)),
    ...rewriteOf(words.rewrite),
  };
}

function map(words: MapWords) {
  const fallback = action(words.default);
  return {
    ...('redirectConfiguration' in fallback
      ? { defaultRedirectConfiguration: fallback.redirectConfiguration }
      : {
          defaultBackendAddressPool: fallback.backendAddressPool,
          defaultBackendHttpSettings: fallback.backendHttpSettings,
        }),
    ...(words.rewrite === undefined ? {} : { defaultRewriteRuleSet: ref('rewriteRuleSets', words.rewrite) }),
    pathRules: words.rules.map(([name, paths, words, rewrite]) => ({
      name,
      properties: { paths, ...action(words), ...rewriteOf(rewrite) },
    })),
  };
}

const rewriteOf = (set: string | undefined) =>
  set === undefined ? {} : { rewriteRuleSet: ref('rewriteRuleSets', set) };

const errorPages = (words: ErrorPageWords = {}) => ({
  customErrorConfigurations: Object.entries(words).map(([status, customErrorPageUrl]) => ({
    statusCode: `HttpStatus${status}`,
    customErrorPageUrl,
  })),
});

function action(words: ActionWords) {
  const [first = '', second = ''] = words.split(' ');
  if (first === '->') return { redirectConfiguration: ref('redirectConfigurations', second) };
  return {
    backendAddressPool: ref('backendAddressPools', first),
    backendHttpSettings: ref('backendHttpSettingsCollection', second),
  };
}
