import { ref } from '../_harness.ts';
import { probed, settings, testRules } from './_rules.ts';

testRules({
  'another protocol than the settings': [
    { ...probed({ protocol: 'Https' }), ...settings({ probe: ref('probes', 'probe') }) },
    'ApplicationGatewayProbeProtocolMustMatchBackendHttpSettinsProtocol',
    /probe .*settings/,
  ],
  'the same protocol': [{ ...probed({}), ...settings({ probe: ref('probes', 'probe') }) }],
  'threshold 21': [
    probed({ unhealthyThreshold: 21 }),
    'ApplicationGatewayProbeUnhealthyThresholdIsInvalid',
    /Supported range is \[0, 20\]\./,
  ],
  'threshold 20': [probed({ unhealthyThreshold: 20 })],
  'interval 0': [probed({ interval: 0, timeout: 0 }), 'ApplicationGatewayProbeIntervalIsInvalid', /probe/],
  'timeout 0': [probed({ timeout: 0 }), 'ApplicationGatewayProbeTimeoutIsInvalid', /probe/],
  'timeout over interval': [
    probed({ interval: 5, timeout: 6 }),
    'ApplicationGatewayProbeTimeoutIsInvalid',
    /greater/,
  ],
  'port 0': [probed({ port: 0 }), 'ApplicationGatewayProbePortIsInvalid', /probe/],
  'no host': [probed({ host: null }), 'ApplicationGatewayProbeHostIsInvalid', /either/],
  'two hosts': [
    probed({ pickHostNameFromBackendHttpSettings: true }),
    'ApplicationGatewayProbeHostIsInvalid',
    /either/,
  ],
  'picked host': [probed({ host: null, pickHostNameFromBackendHttpSettings: true })],
  'no path': [probed({ path: null }), 'ApplicationGatewayProbePathIsInvalid', /probe/],
  'a long body': [
    probed({ match: { body: 'x'.repeat(4091) } }),
    'ApplicationGatewayProbeMatchIsInvalid',
    /4090/,
  ],
  'a TCP probe with a host': [
    probed({ protocol: 'Tcp', path: null }),
    'ApplicationGatewayProbePropertyNotSupportedForProtocol',
    /^host cannot be specified .*Tcp/,
  ],
  'a TLS probe with a path': [
    probed({ protocol: 'Tls', host: null }),
    'ApplicationGatewayProbePropertyNotSupportedForProtocol',
    /^path /,
  ],
  'a TCP probe with a match': [
    probed({ protocol: 'Tcp', host: null, path: null, match: { statusCodes: ['200'] } }),
    'ApplicationGatewayProbePropertyNotSupportedForProtocol',
    /^match /,
  ],
  'a TCP probe': [probed({ protocol: 'Tcp', host: null, path: null })],
});
