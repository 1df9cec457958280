/** How clients reach a host over TLS. */
import { annotation } from './annotation.ts';
import { caSource, childName, keyVaultId } from './texts.ts';
import { boolean, oneOf } from './values.ts';

export const TLS_ANNOTATIONS = {
  'appgw-ssl-certificate': annotation({
    type: childName,
    scope: 'host',
    absent: 'the Secret of spec.tls',
    example: 'wildcard-example-com',
    sets: ['httpListeners.sslCertificate'],
    description:
      'HTTPS with a certificate that is on the gateway already. A Secret that spec.tls gives for a host goes before it.',
    onBadValue: 'heldBack',
  }),
  'key-vault-certificate': annotation({
    origin: 'own',
    type: keyVaultId,
    scope: 'host',
    absent: 'the Secret of spec.tls',
    example: 'https://shop.vault.azure.net/certificates/shop',
    sets: ['sslCertificates.keyVaultSecretId', 'httpListeners.sslCertificate'],
    description:
      'HTTPS with a certificate that the gateway reads from a Key Vault by its own identity. Without a version, so that renewals are followed. Which namespaces may name which vaults is said by spec.policy.keyVaults.',
    onBadValue: 'heldBack',
  }),
  'appgw-ssl-profile': annotation({
    type: childName,
    scope: 'host',
    absent: 'the policy of the gateway',
    example: 'strict-clients',
    sets: ['httpListeners.sslProfile'],
    description:
      'An SSL profile that is on the gateway already, for the HTTPS listeners of the hosts. Not together with tls-policy, tls-min-version or client-*; those of other Ingresses on the host have no effect beside it.',
    onBadValue: 'heldBack',
    defaultable: true,
  }),
  'client-ca': annotation({
    origin: 'own',
    type: caSource,
    scope: 'host',
    absent: 'clients are not asked for a certificate',
    example: 'secret/partners-ca',
    sets: ['trustedClientCertificates.data', 'sslProfiles.trustedClientCertificates'],
    description:
      'Clients must show a certificate that leads to one of these authorities (mutual TLS). A host whose bundle cannot be read is not served without it.',
    onBadValue: 'heldBack',
  }),
  'client-auth-mode': annotation({
    origin: 'own',
    type: oneOf('strict', 'passthrough'),
    scope: 'host',
    absent: 'strict where client-ca is given',
    example: 'passthrough',
    sets: ['sslProfiles.clientAuthConfiguration.verifyClientAuthMode'],
    description: 'passthrough asks for a certificate and leaves the judgement to the backend.',
    onBadValue: 'heldBack',
  }),
  'client-auth-verify-issuer': annotation({
    origin: 'own',
    type: boolean,
    scope: 'host',
    absent: 'false',
    example: 'true',
    sets: ['sslProfiles.clientAuthConfiguration.verifyClientCertIssuerDN'],
    description: "Whether the client certificate's direct issuer must be in the bundle.",
    onBadValue: 'heldBack',
  }),
  'client-auth-revocation': annotation({
    origin: 'own',
    type: oneOf('none', 'ocsp'),
    scope: 'host',
    absent: 'none',
    example: 'ocsp',
    sets: ['sslProfiles.clientAuthConfiguration.verifyClientRevocation'],
    description: 'Whether revocation of client certificates is asked for by OCSP.',
    onBadValue: 'heldBack',
  }),
  'tls-policy': annotation({
    origin: 'own',
    // ARM takes no policy any more that allows TLS 1.0 or 1.1.
    type: oneOf('AppGwSslPolicy20170401S', 'AppGwSslPolicy20220101', 'AppGwSslPolicy20220101S'),
    scope: 'host',
    absent: 'the policy of the gateway',
    example: 'AppGwSslPolicy20220101S',
    sets: ['sslProfiles.sslPolicy.policyName'],
    description:
      'Predefined policy of TLS versions and ciphers for the hosts. Policies of 2022 cannot stand beside older ones on one gateway.',
    onBadValue: 'heldBack',
    defaultable: true,
  }),
  'tls-min-version': annotation({
    origin: 'own',
    type: oneOf('TLSv1_2', 'TLSv1_3'),
    scope: 'host',
    absent: 'the policy of the gateway',
    example: 'TLSv1_3',
    sets: ['sslProfiles.sslPolicy.minProtocolVersion'],
    description: 'Lowest version of TLS for the hosts. Not together with tls-policy.',
    onBadValue: 'heldBack',
    defaultable: true,
  }),
} as const;
