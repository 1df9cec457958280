/** Limits of the gateway as data; figures of Application Gateway v2 (includes/application-gateway-limits, June 2024). */
import type { CollectionName } from './wire.ts';

export interface Limits {
  /** Children of one collection. */
  readonly collections: { readonly [C in CollectionName]?: number };
  /** Listeners whose rule sends traffic to a pool; redirect-only ones do not count. */
  readonly activeListeners: number;
  readonly pathRulesPerMap: number;
  readonly targetsPerPool: number;
  /** Bytes of one uploaded certificate. */
  readonly certificateBytes: number;
  readonly hostsPerListener: number;
  readonly clientCertificatesPerProfile: number;
  /** Bytes of one file of client CAs. */
  readonly clientCaBytes: number;
  /** Header and URL configurations, and conditions, of one rewrite set. */
  readonly configurationsPerRewriteSet: number;
  readonly conditionsPerRewriteSet: number;
}

const STANDARD: Limits = {
  collections: {
    frontendPorts: 100,
    backendAddressPools: 100,
    backendHttpSettingsCollection: 100,
    httpListeners: 200,
    requestRoutingRules: 400,
    sslCertificates: 100,
    trustedRootCertificates: 100,
    trustedClientCertificates: 200,
    redirectConfigurations: 100,
    rewriteRuleSets: 400,
  },
  activeListeners: 100,
  pathRulesPerMap: 100,
  targetsPerPool: 1200,
  certificateBytes: 16 * 1024,
  hostsPerListener: 5,
  clientCertificatesPerProfile: 100,
  clientCaBytes: 25 * 1024,
  configurationsPerRewriteSet: 40,
  conditionsPerRewriteSet: 40,
};

/** With WAF rule sets of CRS 3.1 or lower. */
const OLD_WAF_RULES: Limits = {
  ...STANDARD,
  collections: {
    ...STANDARD.collections,
    frontendPorts: 40,
    backendHttpSettingsCollection: 40,
    httpListeners: 40,
    requestRoutingRules: 40,
    sslCertificates: 40,
    redirectConfigurations: 40,
  },
  activeListeners: 40,
};

const BASIC: Limits = {
  ...STANDARD,
  collections: { ...STANDARD.collections, backendAddressPools: 5, httpListeners: 5, requestRoutingRules: 5 },
  activeListeners: 5,
  targetsPerPool: 5,
};

export function limitsOf(gateway: { readonly sku: string; readonly oldWafRules: boolean }): Limits {
  if (gateway.sku.toLowerCase() === 'basic') return BASIC;
  return gateway.oldWafRules ? OLD_WAF_RULES : STANDARD;
}

/** Names of what is limited, as people say them. */
export const COLLECTION_WORDS: { readonly [C in CollectionName]: string } = {
  sslCertificates: 'TLS certificates',
  trustedRootCertificates: 'trusted root certificates',
  trustedClientCertificates: 'trusted client certificates',
  sslProfiles: 'SSL profiles',
  frontendPorts: 'frontend ports',
  backendAddressPools: 'backend pools',
  backendHttpSettingsCollection: 'backend settings',
  httpListeners: 'listeners',
  urlPathMaps: 'path maps',
  requestRoutingRules: 'routing rules',
  probes: 'probes',
  rewriteRuleSets: 'rewrite sets',
  redirectConfigurations: 'redirects',
};
