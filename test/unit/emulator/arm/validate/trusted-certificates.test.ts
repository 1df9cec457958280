import type { JsonObject } from '../../../../../src/appgw/wire.ts';
import { makeAuthority, makeCertificate } from '../../../../helpers/certificates.ts';
import { child, ref } from '../_harness.ts';
import { testRules } from './_rules.ts';

const root = makeAuthority('root');
const middle = makeAuthority('middle', root);
const leaf = makeCertificate({ hosts: ['leaf'], issuer: root });
const der = Buffer.from(root.der).toString('base64');

const backend = (properties: JsonObject): JsonObject => ({
  trustedRootCertificates: [child('ca', properties)],
});
const client = (properties: JsonObject): JsonObject => ({
  trustedClientCertificates: [child('ca', properties)],
});
const INVALID_CLIENT = 'ApplicationGatewayTrustedClientCertificateInvalidData';
const INVALID_ROOT = 'ApplicationGatewayTrustedRootCertificateInvalidData';

testRules({
  'a root in DER': [backend({ data: der })],
  'a root in PEM': [backend({ data: btoa(root.certPem) })],
  'a root in Key Vault': [backend({ keyVaultSecretId: 'https://v.vault.azure.net/secrets/s' })],
  'a root without data': [
    backend({}),
    'ApplicationGatewayTrustedRootCertificateDataMustBeSpecified',
    /trustedRootCertificates\/ca\.$/,
  ],
  'a root that is no certificate': [
    backend({ data: 'AAAA' }),
    INVALID_ROOT,
    /^Data for certificate .*ca is invalid/,
  ],
  'several roots in one': [backend({ data: btoa(middle.chainPem) }), INVALID_ROOT, /is invalid/],
  'roots of settings without TLS': [
    {
      ...backend({ data: der }),
      backendHttpSettingsCollection: [
        child('settings', {
          port: 80,
          protocol: 'Http',
          trustedRootCertificates: [ref('trustedRootCertificates', 'ca')],
        }),
      ],
    },
    'ApplicationGatewayBackendHttpSettingsTrustedRootCertificatesCannotBeSpecified',
    /backendHttpSettingsCollection\/settings/,
  ],
  'a client chain with its root': [client({ data: btoa(middle.chainPem) })],
  'a client root in DER': [client({ data: der })],
  'a client chain without its root': [
    client({ data: btoa(middle.certPem) }),
    'ApplicationGatewayTrustedClientCertificateRootMissing',
    /the root CA certificate included/,
  ],
  'no client data': [
    client({}),
    'ApplicationGatewayTrustedClientCertificateDataMustBeSpecified',
    /trustedClientCertificates\/ca\.$/,
  ],
  'client data that is no certificate': [client({ data: btoa('nonsense') }), INVALID_CLIENT, /is invalid/],
  'a leaf among client authorities': [
    client({ data: btoa(leaf.certPem + root.certPem) }),
    INVALID_CLIENT,
    /invalid/,
  ],
  'a client file of 25 KB and a byte': [
    client({ data: btoa(root.certPem.padEnd(25 * 1024 + 1)) }),
    'ApplicationGatewayTrustedClientCertificateSizeLimitReached',
    /is 25601 bytes and the maximum allowed is 25600/,
  ],
  'a client file of 25 KB': [client({ data: btoa(root.certPem.padEnd(25 * 1024)) })],
});
