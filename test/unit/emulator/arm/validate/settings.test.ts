import type { JsonObject } from '../../../../../src/appgw/wire.ts';
import { child, ref } from '../_harness.ts';
import { settings, testRules } from './_rules.ts';

/** Settings that speak https, each with an authentication certificate or without. */
const authenticated = (...checks: readonly boolean[]): JsonObject => ({
  authenticationCertificates: [child('ca', { data: 'AAAA' })],
  backendHttpSettingsCollection: checks.map((checked, index) =>
    child(index === 0 ? 'settings' : `settings${index}`, {
      port: 443,
      protocol: 'Https',
      ...(checked ? { authenticationCertificates: [ref('authenticationCertificates', 'ca')] } : {}),
    }),
  ),
});

testRules({
  'port 65536': [
    settings({ port: 65_536 }),
    'ApplicationGatewayBackendHttpSettingsPortIsInvalid',
    /\[1, 65535\]/,
  ],
  'draining off, 0 s': [
    settings({ connectionDraining: { enabled: false, drainTimeoutInSec: 0 } }),
    'ApplicationGatewayConnectionDrainingTimeoutInvalid',
    /\[1, 3600\]/,
  ],
  'draining of an hour': [settings({ connectionDraining: { enabled: true, drainTimeoutInSec: 3600 } })],
  'timeout 0': [
    settings({ requestTimeout: 0 }),
    'ApplicationGatewayBackendHttpSettingsRequestTimeoutIsInvalid',
    /\[1, 86400\]/,
  ],
  'timeout of a day': [settings({ requestTimeout: 86_400 })],
  'two host names': [
    settings({ hostName: 'a', pickHostNameFromBackendAddress: true }),
    'ApplicationGatewayBackendHttpSettingsHostNameCannotBeSpecified',
    /settings/,
  ],
  'a host name': [settings({ hostName: 'a', pickHostNameFromBackendAddress: false })],
  'SNI without check': [
    settings({ sniName: 'a', validateSNI: false }),
    'ApplicationGatewayBackendHttpSettingsSniNameCannotBeSpecified',
    /settings/,
  ],
  'SNI with check': [settings({ sniName: 'a' })],
  'one of two checks with authentication certificates': [
    authenticated(true, false),
    'ApplicationGatewayBackendHttpSettingsAuthenticationCertificatesMustBeAllOrNone',
    /^Either all BackendHttpSettings must reference authentication certificate, or none of them should\.$/,
  ],
  'both check with authentication certificates': [authenticated(true, true)],
  'path without slash': [
    settings({ path: 'a' }),
    'ApplicationGatewayBackendHttpSettingsPathIsInvalid',
    /settings/,
  ],
  'path with slash': [settings({ path: '/a' })],
});
