/** On which terms a listener shakes hands: its certificate, and what its SSL profile or else the gateway says. */
import type { Child, HttpListenerProperties, SslProfileProperties } from '../../../appgw/wire.ts';
import type { ServerCertificate, ServerCertificates } from './certificates.ts';
import { compileClientAuth } from './client-auth.ts';
import type { ClientAuth } from './client-auth.ts';
import type { GatewayDocument } from './document.ts';
import { compileSslPolicy } from './ssl-policy.ts';
import type { TlsPolicy } from './ssl-policy.ts';

export interface TlsTerms {
  readonly certificate: ServerCertificate;
  readonly policy: TlsPolicy;
  readonly clientAuth: ClientAuth | null;
  readonly http2: boolean;
}

/** What a profile comes to; the gateway itself counts as one without client authentication. */
type Profile = Pick<TlsTerms, 'policy' | 'clientAuth'>;

export interface ListenerTls {
  /** Null: the document holds no private key, and every handshake fails. */
  readonly terms: TlsTerms | null;
  readonly clientAuth: ClientAuth | null;
}

export type TlsCompiler = (listener: Child<HttpListenerProperties>) => ListenerTls;

export function createTlsCompiler(
  document: GatewayDocument,
  certificates: ServerCertificates,
  warn: (message: string) => void,
): TlsCompiler {
  const { sslPolicy, enableHttp2: http2 = false } = document.gateway;
  const ofGateway: Profile = { policy: compileSslPolicy(sslPolicy, warn), clientAuth: null };
  const profiles = new Map<string, Profile>();

  function profileOf(child: Child<SslProfileProperties>): Profile {
    const known = profiles.get(child.name);
    if (known) return known;
    const profile = {
      policy: child.properties.sslPolicy
        ? compileSslPolicy(child.properties.sslPolicy, warn)
        : ofGateway.policy,
      clientAuth: compileClientAuth(document, child, warn),
    };
    profiles.set(child.name, profile);
    return profile;
  }

  return (listener) => {
    const id = document.idOf('httpListeners', listener);
    const { sslCertificate, sslProfile } = listener.properties;
    const profile = sslProfile ? profileOf(document.find('sslProfiles', sslProfile, id)) : ofGateway;
    const { name } = document.find('sslCertificates', sslCertificate, id);
    const certificate = certificates.get(name.toLowerCase());
    if (!certificate) {
      warn(`${id}: the document holds no private key for certificate ${name}; its handshakes fail`);
      return { terms: null, clientAuth: profile.clientAuth };
    }
    return { terms: { certificate, http2, ...profile }, clientAuth: profile.clientAuth };
  };
}
