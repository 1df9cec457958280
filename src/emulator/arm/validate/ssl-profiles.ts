/** SSL profiles: how many authorities they refer to, and where they may be used. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { children } from '../model/read.ts';
import { UNCONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

const MOST_AUTHORITIES = 100;

export const profileAuthorities = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'sslProfiles'), ({ id, properties }) => {
    const { trustedClientCertificates = [], clientAuthConfiguration } = properties;
    const count = trustedClientCertificates.length;
    if (count > MOST_AUTHORITIES) {
      return refusal(
        UNCONFIRMED.profileAuthoritiesLimit,
        `The number of TrustedClientCertificates of SslProfile ${id} exceeds the maximum allowed value. The number of ` +
          `TrustedClientCertificates is ${count} and the maximum allowed is ${MOST_AUTHORITIES}.`,
      );
    }
    const verifies =
      clientAuthConfiguration?.verifyClientCertIssuerDN === true ||
      clientAuthConfiguration?.verifyClientRevocation === 'OCSP';
    return verifies && count === 0
      ? refusal(
          UNCONFIRMED.profileWithoutAuthority,
          `SslProfile ${id} that verifies client certificates must reference a TrustedClientCertificate.`,
        )
      : null;
  });

export const profileProtocols = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'httpListeners'), ({ id, properties: { protocol, sslProfile } }) =>
    sslProfile && protocol !== 'Https'
      ? refusal(
          UNCONFIRMED.profileOnHttp,
          `SslProfile cannot be specified for Http Listener ${id} with protocol ${protocol ?? 'Http'}.`,
        )
      : null,
  );
