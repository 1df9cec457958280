/**
 * The ARM JSON of `Microsoft.Network/applicationGateways`, api-version 2026-01-01, as far as we write or read it.
 * Types only, and the names of the collections: the emulator may import this file and nothing else of the core.
 * Members that are not listed here travel through the product untouched: a live document is `RawGateway`.
 */

export const API_VERSION = '2026-01-01';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };
export type JsonObject = { readonly [member: string]: Json };

/** A reference to another resource, by its whole ARM id. ARM compares ids without case. */
export interface SubResource {
  readonly id: string;
}

/** Envelope of every child of the gateway. `id`, `etag` and `type` are filled in by ARM. */
export interface Child<P> {
  readonly name: string;
  readonly id?: string;
  readonly etag?: string;
  readonly type?: string;
  readonly properties: P;
}

export interface FrontendIPConfigurationProperties {
  readonly publicIPAddress?: SubResource;
  readonly subnet?: SubResource;
  readonly privateIPAddress?: string;
  readonly privateIPAllocationMethod?: 'Dynamic' | 'Static';
}

export interface FrontendPortProperties {
  readonly port: number;
}

export interface BackendAddress {
  readonly fqdn?: string;
  readonly ipAddress?: string;
}

export interface BackendAddressPoolProperties {
  readonly backendAddresses: readonly BackendAddress[];
}

export interface ConnectionDraining {
  readonly enabled: boolean;
  /** Seconds, 1 to 3600, also where draining is off. */
  readonly drainTimeoutInSec: number;
}

export interface BackendHttpSettingsProperties {
  readonly port: number;
  readonly protocol: 'Http' | 'Https';
  readonly cookieBasedAffinity?: 'Enabled' | 'Disabled';
  readonly affinityCookieName?: string;
  /** Seconds, 1 to 86400; ARM's default is 30. */
  readonly requestTimeout?: number;
  readonly connectionDraining?: ConnectionDraining;
  readonly hostName?: string;
  readonly pickHostNameFromBackendAddress?: boolean;
  readonly path?: string;
  readonly probeEnabled?: boolean;
  readonly probe?: SubResource;
  readonly trustedRootCertificates?: readonly SubResource[];
  readonly validateCertChainAndExpiry?: boolean;
  readonly validateSNI?: boolean;
  readonly sniName?: string;
}

export interface HttpListenerProperties {
  readonly frontendIPConfiguration?: SubResource;
  readonly frontendPort?: SubResource;
  readonly protocol: 'Http' | 'Https';
  readonly hostName?: string;
  readonly hostNames?: readonly string[];
  readonly requireServerNameIndication?: boolean;
  readonly sslCertificate?: SubResource;
  readonly sslProfile?: SubResource;
  readonly firewallPolicy?: SubResource;
  readonly customErrorConfigurations?: readonly CustomErrorConfiguration[];
}

export interface CustomErrorConfiguration {
  /** Like `HttpStatus502`. */
  readonly statusCode: string;
  readonly customErrorPageUrl: string;
}

export interface RequestRoutingRuleProperties {
  readonly ruleType: 'Basic' | 'PathBasedRouting' | 'AdvancedRouting';
  /** 1 to 20000, unique; the lower number is tried first. */
  readonly priority?: number;
  readonly httpListener?: SubResource;
  readonly backendAddressPool?: SubResource;
  readonly backendHttpSettings?: SubResource;
  readonly urlPathMap?: SubResource;
  readonly redirectConfiguration?: SubResource;
  readonly rewriteRuleSet?: SubResource;
}

export interface PathRuleProperties {
  readonly paths: readonly string[];
  readonly backendAddressPool?: SubResource;
  readonly backendHttpSettings?: SubResource;
  readonly redirectConfiguration?: SubResource;
  readonly rewriteRuleSet?: SubResource;
  readonly firewallPolicy?: SubResource;
}

export interface UrlPathMapProperties {
  readonly defaultBackendAddressPool?: SubResource;
  readonly defaultBackendHttpSettings?: SubResource;
  readonly defaultRedirectConfiguration?: SubResource;
  readonly defaultRewriteRuleSet?: SubResource;
  readonly pathRules: readonly Child<PathRuleProperties>[];
}

export interface RedirectConfigurationProperties {
  readonly redirectType: 'Permanent' | 'Found' | 'SeeOther' | 'Temporary';
  readonly targetListener?: SubResource;
  readonly targetUrl?: string;
  readonly includePath?: boolean;
  readonly includeQueryString?: boolean;
}

export interface ProbeProperties {
  readonly protocol: 'Http' | 'Https';
  readonly host?: string;
  readonly path?: string;
  readonly port?: number;
  /** Seconds. */
  readonly interval: number;
  /** Seconds, at most `interval`. */
  readonly timeout: number;
  readonly unhealthyThreshold: number;
  readonly pickHostNameFromBackendHttpSettings?: boolean;
  readonly minServers?: number;
  readonly match?: { readonly body?: string; readonly statusCodes?: readonly string[] };
}

export interface SslCertificateProperties {
  /** Base64 PFX; write-only. */
  readonly data?: string;
  /** Write-only. */
  readonly password?: string;
  /** Base64 PKCS#7 bundle; read-only. */
  readonly publicCertData?: string;
  readonly keyVaultSecretId?: string;
}

export interface TrustedRootCertificateProperties {
  /** Base64 DER of one certificate; unlike a private key it comes back. */
  readonly data?: string;
  readonly keyVaultSecretId?: string;
}

export interface TrustedClientCertificateProperties {
  /** Base64 of a PEM with the whole chain, root included. */
  readonly data?: string;
}

export interface SslPolicy {
  readonly policyType?: 'Predefined' | 'Custom' | 'CustomV2';
  readonly policyName?: string;
  readonly minProtocolVersion?: 'TLSv1_0' | 'TLSv1_1' | 'TLSv1_2' | 'TLSv1_3';
  readonly cipherSuites?: readonly string[];
  readonly disabledSslProtocols?: readonly string[];
}

export interface SslProfileProperties {
  readonly trustedClientCertificates?: readonly SubResource[];
  readonly sslPolicy?: SslPolicy;
  readonly clientAuthConfiguration?: {
    readonly verifyClientCertIssuerDN?: boolean;
    readonly verifyClientRevocation?: 'None' | 'OCSP';
    readonly verifyClientAuthMode?: 'Strict' | 'Passthrough';
  };
}

export interface RewriteRuleSetProperties {
  readonly rewriteRules: readonly RewriteRule[];
}

/** Has no envelope: neither id nor properties. */
export interface RewriteRule {
  readonly name: string;
  /** Rules run by ascending number. */
  readonly ruleSequence: number;
  /** All of them must hold. */
  readonly conditions?: readonly RewriteCondition[];
  readonly actionSet: RewriteActionSet;
}

export interface RewriteCondition {
  /** `http_req_<Header>`, `http_resp_<Header>` or `var_<name>`. */
  readonly variable: string;
  /** RE2. */
  readonly pattern: string;
  readonly ignoreCase?: boolean;
  readonly negate?: boolean;
}

export interface RewriteActionSet {
  readonly requestHeaderConfigurations?: readonly HeaderConfiguration[];
  readonly responseHeaderConfigurations?: readonly HeaderConfiguration[];
  readonly urlConfiguration?: {
    /** Absent: unchanged. */
    readonly modifiedPath?: string;
    readonly modifiedQueryString?: string;
    readonly reroute?: boolean;
  };
}

export interface HeaderConfiguration {
  readonly headerName: string;
  /** Empty: the header is removed. */
  readonly headerValue?: string;
  readonly headerValueMatcher?: {
    readonly pattern: string;
    readonly ignoreCase?: boolean;
    readonly negate?: boolean;
  };
}

/** The collections of `properties` that hold named children, in ARM's own order, with the type of their properties. */
export interface Collections {
  sslCertificates: SslCertificateProperties;
  trustedRootCertificates: TrustedRootCertificateProperties;
  trustedClientCertificates: TrustedClientCertificateProperties;
  sslProfiles: SslProfileProperties;
  frontendPorts: FrontendPortProperties;
  backendAddressPools: BackendAddressPoolProperties;
  backendHttpSettingsCollection: BackendHttpSettingsProperties;
  httpListeners: HttpListenerProperties;
  urlPathMaps: UrlPathMapProperties;
  requestRoutingRules: RequestRoutingRuleProperties;
  probes: ProbeProperties;
  rewriteRuleSets: RewriteRuleSetProperties;
  redirectConfigurations: RedirectConfigurationProperties;
}
export type CollectionName = keyof Collections;

export const COLLECTIONS = [
  'sslCertificates',
  'trustedRootCertificates',
  'trustedClientCertificates',
  'sslProfiles',
  'frontendPorts',
  'backendAddressPools',
  'backendHttpSettingsCollection',
  'httpListeners',
  'urlPathMaps',
  'requestRoutingRules',
  'probes',
  'rewriteRuleSets',
  'redirectConfigurations',
] as const satisfies readonly CollectionName[];

/** A gateway document as it came from ARM or goes to it: members we do not know are kept. */
export interface RawGateway {
  readonly id?: string;
  readonly name?: string;
  readonly type?: string;
  readonly location?: string;
  readonly etag?: string;
  readonly tags?: { readonly [key: string]: string };
  readonly identity?: JsonObject;
  readonly zones?: readonly string[];
  readonly properties: JsonObject;
}

/** `Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies`, in the same way. */
export type RawFirewallPolicy = Omit<RawGateway, 'identity' | 'zones'>;

/** `{"error": …}` of an ARM refusal, and of an operation that failed or was cancelled. */
export interface ArmErrorBody {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly details?: readonly ArmErrorBody[];
  readonly innererror?: JsonObject;
}

/** Body of a poll of the `azure-asyncoperation` URL. */
export interface OperationBody {
  readonly status: 'InProgress' | 'Succeeded' | 'Failed' | 'Canceled';
  readonly error?: ArmErrorBody;
}
