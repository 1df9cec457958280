import { settings, testRules } from './_rules.ts';

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
  'path without slash': [
    settings({ path: 'a' }),
    'ApplicationGatewayBackendHttpSettingsPathIsInvalid',
    /settings/,
  ],
  'path with slash': [settings({ path: '/a' })],
});
