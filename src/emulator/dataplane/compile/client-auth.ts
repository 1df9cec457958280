/** What an SSL profile demands of its clients' certificates. */
import { X509Certificate } from 'node:crypto';
import type { Child, SslProfileProperties } from '../../../appgw/wire.ts';
import { ConfigurationError } from './configuration-error.ts';
import type { GatewayDocument } from './document.ts';
import { certificatesIn, pemOf } from './pem.ts';

export interface ClientAuth {
  /** Equal for equal demands, also of two documents: a connection outlives a configuration. */
  readonly key: string;
  /** Passthrough asks for a certificate and takes whatever comes. */
  readonly mode: 'strict' | 'passthrough';
  /** PEM of the trusted chains, roots included. */
  readonly authorities: readonly string[];
  /** Names one of which must have signed the client's certificate itself; null: any that leads to a root. */
  readonly issuers: readonly string[] | null;
}

/** Null: the profile sets a policy alone, and nobody is asked. */
export function compileClientAuth(
  document: GatewayDocument,
  profile: Child<SslProfileProperties>,
  warn: (message: string) => void,
): ClientAuth | null {
  const id = document.idOf('sslProfiles', profile);
  const { trustedClientCertificates = [], clientAuthConfiguration = {} } = profile.properties;
  const mode = clientAuthConfiguration.verifyClientAuthMode === 'Passthrough' ? 'passthrough' : 'strict';
  if (trustedClientCertificates.length === 0 && mode === 'strict') return null;
  if (clientAuthConfiguration.verifyClientRevocation === 'OCSP') {
    warn(`${id}: revocation is not emulated; no client certificate counts as revoked`);
  }
  const chains = trustedClientCertificates.map((reference) => {
    const trusted = document.find('trustedClientCertificates', reference, id);
    const chain = certificatesIn(pemOf(trusted.properties.data ?? ''));
    return { chain, issuer: issuerIn(chain, document.idOf('trustedClientCertificates', trusted)) };
  });
  const demands = {
    mode,
    authorities: chains.flatMap(({ chain }) => chain),
    issuers: clientAuthConfiguration.verifyClientCertIssuerDN ? chains.map(({ issuer }) => issuer) : null,
  } as const;
  return { key: JSON.stringify(demands), ...demands };
}

/** The authority at the near end of a chain: the one that signed no other authority in it. */
function issuerIn(chain: readonly string[], id: string): string {
  try {
    const authorities = chain.map((pem) => new X509Certificate(pem));
    const nearest = authorities.find(
      ({ subject }) => !authorities.some((other) => other.issuer === subject && other.subject !== subject),
    );
    if (nearest) return nearest.subject;
  } catch (cause) {
    throw new ConfigurationError(id, 'has data that cannot be read as certificates', cause);
  }
  throw new ConfigurationError(id, 'has no certificate in its data');
}
