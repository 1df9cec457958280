import type { JsonObject } from '../../../../../src/appgw/wire.ts';
import { makeAuthority } from '../../../../helpers/certificates.ts';
import { child, listener, ref } from '../_harness.ts';
import { basicSku, many, testRules } from './_rules.ts';

const data = btoa(makeAuthority('clients').certPem);
const authorities = (count: number): JsonObject => ({
  trustedClientCertificates: many(count, (index) => child(`ca${index}`, { data })),
});
const profile = (count: number, properties: JsonObject = {}): JsonObject => ({
  sslProfiles: [
    child('profile', {
      trustedClientCertificates: many(count, (index) => ref('trustedClientCertificates', `ca${index}`)),
      ...properties,
    }),
  ],
});
const auth = (clientAuthConfiguration: JsonObject): JsonObject => ({ clientAuthConfiguration });

testRules({
  '100 authorities in a profile': [{ ...authorities(100), ...profile(100) }],
  '101 authorities in a profile': [
    { ...authorities(101), ...profile(101) },
    'ApplicationGatewaySslProfileTrustedClientCertificateLimitReached',
    /sslProfiles\/profile exceeds .* is 101 and the maximum allowed is 100\.$/,
  ],
  '200 authorities in all': [authorities(200)],
  '201 authorities in all': [
    authorities(201),
    'ApplicationGatewayTrustedClientCertificateLimitReached',
    /is 201 and the maximum allowed is 200/,
  ],
  'client authorities on Basic': [
    { ...authorities(1), ...basicSku },
    'ApplicationGatewayTrustedClientCertificateLimitReached',
    /maximum allowed is 0/,
  ],
  'a reference to nothing': [
    profile(1),
    'InvalidResourceReference',
    /trustedClientCertificates\/ca0 referenced by/,
  ],
  'a listener that refers to no profile': [
    { httpListeners: [child('listener', listener({ sslProfile: ref('sslProfiles', 'absent') }))] },
    'InvalidResourceReference',
    /sslProfiles\/absent referenced by/,
  ],
  'a profile on plain HTTP': [
    {
      ...profile(0),
      httpListeners: [child('listener', listener({ sslProfile: ref('sslProfiles', 'profile') }))],
    },
    'ApplicationGatewayHttpListenerSslProfileCannotBeSpecified',
    /httpListeners\/listener with protocol Http/,
  ],
  'an issuer check without authority': [
    profile(0, auth({ verifyClientCertIssuerDN: true })),
    'ApplicationGatewaySslProfileMustReferenceTrustedClientCertificate',
    /sslProfiles\/profile/,
  ],
  'pass-through without authority': [profile(0, auth({ verifyClientAuthMode: 'Passthrough' }))],
  'an unknown mode': [profile(0, auth({ verifyClientAuthMode: 'Lax' })), 'InvalidJson', /"Lax"/],
  'an unknown revocation': [profile(0, auth({ verifyClientRevocation: 'CRL' })), 'InvalidJson', /"CRL"/],
});
