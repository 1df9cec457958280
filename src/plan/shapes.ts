/**
 * The members that our model knows, per collection: what their absence means on the gateway (the defaults that ARM
 * fills in), where order means nothing, and what lies inside. The compiler holds the table against the wire types.
 * A live member that is not listed here is somebody else's, also on our own sub-resources.
 */
import type {
  BackendAddressPoolProperties,
  BackendHttpSettingsProperties,
  CollectionName,
  ConnectionDraining,
  FrontendPortProperties,
  HttpListenerProperties,
  PathRuleProperties,
  ProbeProperties,
  RedirectConfigurationProperties,
  RequestRoutingRuleProperties,
  SslCertificateProperties,
  SslProfileProperties,
  TrustedClientCertificateProperties,
  TrustedRootCertificateProperties,
  UrlPathMapProperties,
} from '../appgw/wire.ts';
import {
  absentMeans,
  CERTIFICATES,
  list,
  NAME,
  object,
  SET,
  VALUE,
  type Members,
  type Shape,
} from './shape.ts';

export type Known<P> = { readonly [M in keyof Required<P>]: Shape };

const PATH_RULE = {
  paths: SET,
  backendAddressPool: VALUE,
  backendHttpSettings: VALUE,
  redirectConfiguration: VALUE,
  rewriteRuleSet: VALUE,
  firewallPolicy: VALUE,
} satisfies Known<PathRuleProperties>;

const DRAINING = {
  enabled: absentMeans(false),
  drainTimeoutInSec: absentMeans(1),
} satisfies Known<ConnectionDraining>;

const MATCH = { body: absentMeans(''), statusCodes: SET } satisfies Known<
  NonNullable<ProbeProperties['match']>
>;

const HEADERS = list({
  headerName: VALUE,
  headerValue: absentMeans(''),
  headerValueMatcher: object({
    pattern: VALUE,
    ignoreCase: absentMeans(false),
    negate: absentMeans(false),
  }),
});

const REWRITE_RULE = {
  name: NAME,
  ruleSequence: VALUE,
  conditions: list({
    variable: VALUE,
    pattern: VALUE,
    ignoreCase: absentMeans(false),
    negate: absentMeans(false),
  }),
  actionSet: object({
    requestHeaderConfigurations: HEADERS,
    responseHeaderConfigurations: HEADERS,
    urlConfiguration: object({
      modifiedPath: VALUE,
      modifiedQueryString: VALUE,
      reroute: absentMeans(false),
    }),
  }),
};

/**
 * A certificate's `data` and `password` never come back and `publicCertData` is not ours to write, so none of them
 * can be compared: the content is in the name, and `certificate.ts` looks for tampering.
 */
const CERTIFICATE = {
  keyVaultSecretId: VALUE,
} satisfies Known<Omit<SslCertificateProperties, 'data' | 'password' | 'publicCertData'>>;

export const SHAPES: { readonly [C in CollectionName]: Members } = {
  sslCertificates: CERTIFICATE,
  trustedRootCertificates: {
    data: CERTIFICATES,
    keyVaultSecretId: VALUE,
  } satisfies Known<TrustedRootCertificateProperties>,
  trustedClientCertificates: { data: CERTIFICATES } satisfies Known<TrustedClientCertificateProperties>,
  sslProfiles: {
    trustedClientCertificates: SET,
    // The service may fill in the cipher suites that a policy means; ours never names any.
    sslPolicy: object({ policyType: VALUE, policyName: VALUE, minProtocolVersion: VALUE }),
    clientAuthConfiguration: object({
      verifyClientCertIssuerDN: absentMeans(false),
      verifyClientRevocation: absentMeans('None'),
      verifyClientAuthMode: absentMeans('Strict'),
    }),
  } satisfies Known<SslProfileProperties>,
  frontendPorts: { port: VALUE } satisfies Known<FrontendPortProperties>,
  backendAddressPools: { backendAddresses: SET } satisfies Known<BackendAddressPoolProperties>,
  backendHttpSettingsCollection: {
    port: VALUE,
    protocol: VALUE,
    cookieBasedAffinity: absentMeans('Disabled'),
    affinityCookieName: absentMeans('ApplicationGatewayAffinity'),
    requestTimeout: absentMeans(30),
    connectionDraining: object(DRAINING),
    hostName: VALUE,
    pickHostNameFromBackendAddress: absentMeans(false),
    path: VALUE,
    probeEnabled: absentMeans(false),
    probe: VALUE,
    trustedRootCertificates: SET,
    validateCertChainAndExpiry: absentMeans(true),
    validateSNI: absentMeans(true),
    sniName: VALUE,
  } satisfies Known<BackendHttpSettingsProperties>,
  httpListeners: {
    frontendIPConfiguration: VALUE,
    frontendPort: VALUE,
    protocol: VALUE,
    hostName: VALUE,
    hostNames: SET,
    requireServerNameIndication: absentMeans(false),
    sslCertificate: VALUE,
    sslProfile: VALUE,
    firewallPolicy: VALUE,
    customErrorConfigurations: SET,
  } satisfies Known<HttpListenerProperties>,
  urlPathMaps: {
    defaultBackendAddressPool: VALUE,
    defaultBackendHttpSettings: VALUE,
    defaultRedirectConfiguration: VALUE,
    defaultRewriteRuleSet: VALUE,
    // The gateway may take the first path rule that matches: their order is kept.
    pathRules: list({ name: NAME, properties: object(PATH_RULE) }),
  } satisfies Known<UrlPathMapProperties>,
  requestRoutingRules: {
    ruleType: absentMeans('Basic'),
    priority: VALUE,
    httpListener: VALUE,
    backendAddressPool: VALUE,
    backendHttpSettings: VALUE,
    urlPathMap: VALUE,
    redirectConfiguration: VALUE,
    rewriteRuleSet: VALUE,
  } satisfies Known<RequestRoutingRuleProperties>,
  probes: {
    protocol: VALUE,
    host: VALUE,
    path: VALUE,
    port: VALUE,
    interval: VALUE,
    timeout: VALUE,
    unhealthyThreshold: VALUE,
    pickHostNameFromBackendHttpSettings: absentMeans(false),
    minServers: absentMeans(0),
    match: object(MATCH),
  } satisfies Known<ProbeProperties>,
  rewriteRuleSets: { rewriteRules: list(REWRITE_RULE) },
  redirectConfigurations: {
    redirectType: VALUE,
    targetListener: VALUE,
    targetUrl: VALUE,
    // An absent includePath behaves as true on the gateway; of includeQueryString nothing is known.
    includePath: absentMeans(true),
    includeQueryString: VALUE,
  } satisfies Known<RedirectConfigurationProperties>,
};
