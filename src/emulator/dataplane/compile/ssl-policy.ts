/** A TLS policy as the versions and cipher suites that a handshake may use. */
import { getCiphers } from 'node:tls';
import type { SecureVersion } from 'node:tls';
import type { SslPolicy } from '../../../appgw/wire.ts';

export interface TlsPolicy {
  readonly minVersion: SecureVersion;
  readonly maxVersion: SecureVersion;
  /** As OpenSSL names them; null: every one that it thinks safe. */
  readonly cipherSuites: readonly string[] | null;
}

const versions = (minVersion: SecureVersion, maxVersion: SecureVersion): TlsPolicy => ({
  minVersion,
  maxVersion,
  cipherSuites: null,
});

/** The predefined policies differ in cipher suites too; only their versions are emulated. */
const PREDEFINED = new Map<string, TlsPolicy>([
  ['appgwsslpolicy20150501', versions('TLSv1', 'TLSv1.2')],
  ['appgwsslpolicy20170401', versions('TLSv1.1', 'TLSv1.2')],
  ['appgwsslpolicy20170401s', versions('TLSv1.2', 'TLSv1.2')],
  ['appgwsslpolicy20220101', versions('TLSv1.2', 'TLSv1.3')],
  ['appgwsslpolicy20220101s', versions('TLSv1.2', 'TLSv1.3')],
]);
/** What a gateway without a policy uses: `defaultPredefinedSslPolicy` of the observed answers. */
const DEFAULT = versions('TLSv1.2', 'TLSv1.3');

const VERSION = { TLSv1_0: 'TLSv1', TLSv1_1: 'TLSv1.1', TLSv1_2: 'TLSv1.2', TLSv1_3: 'TLSv1.3' } as const;
const OLDEST_FIRST = ['TLSv1_0', 'TLSv1_1', 'TLSv1_2'] as const;

export function compileSslPolicy(policy: SslPolicy | undefined, warn: (message: string) => void): TlsPolicy {
  switch (policy?.policyType) {
    case 'Predefined':
      return PREDEFINED.get((policy.policyName ?? '').toLowerCase()) ?? DEFAULT;
    case 'Custom':
      return { ...versions(minimumOf(policy), 'TLSv1.2'), cipherSuites: knownSuites(policy, warn) };
    case 'CustomV2':
      return {
        ...versions(minimumOf(policy), 'TLSv1.3'),
        cipherSuites: withSuitesOf13(knownSuites(policy, warn)),
      };
    case undefined:
      return withoutDisabled(policy?.disabledSslProtocols ?? []);
  }
}

const minimumOf = ({ minProtocolVersion }: SslPolicy): SecureVersion =>
  VERSION[minProtocolVersion ?? 'TLSv1_2'];

/** A policy from before policy types: every old version that is not named here is on. */
function withoutDisabled(disabled: readonly string[]): TlsPolicy {
  if (disabled.length === 0) return DEFAULT;
  const oldest = OLDEST_FIRST.find((version) => !disabled.includes(version));
  return versions(VERSION[oldest ?? 'TLSv1_3'], oldest ? 'TLSv1.2' : 'TLSv1.3');
}

/**
 * OpenSSL is built without what is broken (3DES, DSS), and v2 ignores DHE. A policy of such suites alone means the
 * safe ones.
 */
function knownSuites(
  { policyType, cipherSuites = [] }: SslPolicy,
  warn: (message: string) => void,
): readonly string[] | null {
  const isKnown = (suite: string): boolean => {
    const name = openSslName(suite);
    const isOf13 = name === suite;
    return KNOWN.has(name.toLowerCase()) && (!isOf13 || policyType === 'CustomV2');
  };
  const unknown = cipherSuites.filter((suite) => !isKnown(suite));
  if (unknown.length > 0) warn(`cipher suites that are not emulated: ${unknown.join(', ')}`);
  const known = cipherSuites.filter(isKnown).map(openSslName);
  return known.length > 0 ? known : null;
}

const KNOWN: ReadonlySet<string> = new Set(getCiphers().filter((name) => !name.startsWith('dhe-')));

/** They are always on where TLS 1.3 is; and OpenSSL would switch 1.3 off for want of them. */
const withSuitesOf13 = (suites: readonly string[] | null): readonly string[] | null =>
  suites && [...new Set([...SUITES_OF_13, ...suites])];
const SUITES_OF_13 = ['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256'];

/** `TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA` is `ECDHE-RSA-AES128-SHA`; suites of TLS 1.3 have one name. */
function openSslName(suite: string): string {
  const [exchange = '', cipher] = suite.slice('TLS_'.length).split('_WITH_');
  if (cipher === undefined) return suite;
  const words = cipher
    .replace(/AES_(\d+)/, 'AES$1')
    .replace('_CBC', '')
    .replaceAll('_', '-');
  return exchange === 'RSA' ? words : `${exchange.replaceAll('_', '-')}-${words}`;
}
