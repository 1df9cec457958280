/** What decides about members of the gateway that no annotation sets, and what is not offered. */

export const ELSEWHERE: { readonly [member: string]: string | undefined } = {
  'sslCertificates.keyVaultSecretId': 'Secrets of spec.tls are uploaded',
  'frontendPorts.port': '80, and 443 on hosts with TLS',
  'backendAddressPools.backendAddresses':
    'EndpointSlices of the Service; an ExternalName by policy.externalNames',
  'backendHttpSettingsCollection.port': 'the target port of the Service',
  'backendHttpSettingsCollection.probeEnabled': 'left to the gateway: every settings has a probe',
  'backendHttpSettingsCollection.probe': 'one probe for each settings, of the pods or the safe default',
  'httpListeners.protocol': 'spec.tls, or a certificate by annotation',
  'httpListeners.hostName': 'spec.rules[].host',
  'httpListeners.hostNames': 'spec.rules[].host with a wildcard',
  'httpListeners.requireServerNameIndication': 'false: the gateway chooses by name anyway',
  'urlPathMaps.defaultBackendAddressPool':
    'a path that is /, else spec.defaultBackend, else the default backend that answers 404',
  'urlPathMaps.defaultBackendHttpSettings': 'as its pool',
  'urlPathMaps.defaultRedirectConfiguration': 'the redirect to https',
  'urlPathMaps.defaultRewriteRuleSet': 'rewrites of the path that is /',
  'urlPathMaps.pathRules': 'spec.rules[].http.paths',
  'requestRoutingRules.ruleType': 'Basic for one answer, PathBasedRouting for paths',
  'requestRoutingRules.httpListener': 'one rule for each listener',
  'requestRoutingRules.backendAddressPool': 'as in path maps',
  'requestRoutingRules.backendHttpSettings': 'as in path maps',
  'requestRoutingRules.urlPathMap': 'where the host has paths',
  'probes.pickHostNameFromBackendHttpSettings': 'false: the probe names its host',
  'trustedRootCertificates.keyVaultSecretId': 'never: authorities come from Secrets and ConfigMaps',
  'redirectConfigurations.targetListener': 'the redirect to https of hosts with TLS',
  'probes.minServers': '0: all members are probed',
};

/** With what sets it, and its field in an ApplicationGateway. */
export const GATEWAY_MEMBERS: { readonly [member: string]: readonly [source: string, field: string] } = {
  'properties.enableHttp2': ['the ApplicationGateway, or the setting gatewayWide', '`spec.gateway.http2`'],
  'properties.globalConfiguration.enableRequestBuffering': ['as above', '`spec.gateway.requestBuffering`'],
  'properties.globalConfiguration.enableResponseBuffering': ['as above', '`spec.gateway.responseBuffering`'],
  tags: ['adoption alone: adopt', '`spec.adopt`'],
};

export const NOT_OFFERED: readonly (readonly [feature: string, why: string])[] = [
  ['gRPC to backends', 'The gateway speaks HTTP/1.1 to backends.'],
  [
    'Weights (loadDistributionPolicies)',
    'In the API since 2023, but no public document says that it is generally available.',
  ],
  [
    'Matching by header, method or query (advancedRoutingMaps)',
    'A preview that does not go together with host names.',
  ],
  ['Rate limits', 'Only as custom rules of a WAF policy: name yours with waf-policy.'],
  [
    'TCP and TLS proxy (listeners, routingRules, backendSettingsCollection)',
    'An Ingress has no such routes.',
  ],
  [
    'Sign-in at the gateway (authConfigs, entraJWTValidationConfigs)',
    'New in 2025 and 2026; no field of an Ingress says who may enter.',
  ],
  [
    'Private link, frontend addresses, subnet, SKU, zones, autoscaling, identity, gateway-wide TLS policy and WAF policy',
    'They belong to whoever made the gateway, and are never written.',
  ],
  [
    'dedicatedBackendConnection, hsm, authenticationCertificates',
    'No use of them has been asked for; foreign ones are kept.',
  ],
];
