import type { JsonObject } from '../../../../../src/appgw/wire.ts';
import { child } from '../_harness.ts';
import { testRules } from './_rules.ts';

const gateway = (sslPolicy: JsonObject): JsonObject => ({ sslPolicy });
const profile = (sslPolicy: JsonObject): JsonObject => ({ sslProfiles: [child('profile', { sslPolicy })] });
const predefined = (name: string): JsonObject => ({
  policyType: 'Predefined',
  policyName: `AppGwSslPolicy${name}`,
});
const SUITES = { cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] };
const custom = (type: string, version: string): JsonObject => ({
  policyType: type,
  minProtocolVersion: version,
  ...SUITES,
});
const DEPRECATED = 'ApplicationGatewayDeprecatedTlsVersionUsedInSslPolicy';
const TYPE = 'ApplicationGatewaySslPolicyPropertyPolicyTypeRequired';
const PROPERTY = 'ApplicationGatewaySslPolicyPropertyNotSupportedForPolicyType';
const MISMATCH = 'ApplicationGatewaySslPolicyMisMatch';

testRules({
  'a policy of 2022': [gateway(predefined('20220101S'))],
  'TLS 1.2 alone': [gateway(predefined('20170401S'))],
  'the policy of 2015': [
    gateway(predefined('20150501')),
    DEPRECATED,
    /^The SslPolicy of .*\/gw uses a deprecated/,
  ],
  'the policy of 2017': [gateway(predefined('20170401')), DEPRECATED, /TLS 1\.2/],
  'the policy of 2015 in a profile': [profile(predefined('20150501')), DEPRECATED, /sslProfiles\/profile /],
  'custom from 1.1 on': [gateway(custom('Custom', 'TLSv1_1')), DEPRECATED, /TLS 1\.2/],
  'custom from 1.2 on': [gateway(custom('Custom', 'TLSv1_2'))],
  'custom from 1.3 on': [
    gateway(custom('Custom', 'TLSv1_3')),
    'ApplicationGatewaySslPolicyMinProtocolVersionIsInvalid',
    /needs PolicyType CustomV2/,
  ],
  'CustomV2 from 1.3 on': [gateway(custom('CustomV2', 'TLSv1_3'))],
  'CustomV2 without suites': [gateway({ policyType: 'CustomV2', minProtocolVersion: 'TLSv1_2' })],
  'custom without suites': [
    gateway({ policyType: 'Custom', minProtocolVersion: 'TLSv1_2' }),
    'ApplicationGatewaySslPolicyPropertyRequired',
    /^CipherSuites must be specified/,
  ],
  'no type': [gateway({ policyName: 'AppGwSslPolicy20220101' }), TYPE, /with PolicyName\.$/],
  'disabled protocols without type': [gateway({ disabledSslProtocols: ['TLSv1_0', 'TLSv1_1'] })],
  'disabled protocols that leave 1.1': [
    gateway({ disabledSslProtocols: ['TLSv1_0'] }),
    DEPRECATED,
    /TLS 1\.2/,
  ],
  'disabled protocols with a type': [
    gateway({ ...predefined('20220101'), disabledSslProtocols: ['TLSv1_0'] }),
    PROPERTY,
    /^DisabledSslProtocols is not supported .* PolicyType Predefined\.$/,
  ],
  'predefined with suites': [gateway({ ...predefined('20220101'), ...SUITES }), PROPERTY, /^CipherSuites/],
  'custom with a name': [
    gateway({ ...custom('Custom', 'TLSv1_2'), policyName: 'AppGwSslPolicy20220101' }),
    PROPERTY,
    /^PolicyName/,
  ],
  'an unknown policy': [gateway(predefined('2030')), 'InvalidJson', /'ApplicationGatewaySslPolicyName'/],
  'an unknown version': [gateway(custom('Custom', 'TLSv2')), 'InvalidJson', /"TLSv2"/],
  'both of 2022': [{ ...gateway(predefined('20220101')), ...profile(custom('CustomV2', 'TLSv1_3')) }],
  'both older': [{ ...gateway(predefined('20170401S')), ...profile(custom('Custom', 'TLSv1_2')) }],
  'an old profile on the default of 2022': [
    profile(predefined('20170401S')),
    MISMATCH,
    /^The SslPolicy of SslProfile .*\/sslProfiles\/profile cannot be used/,
  ],
  'a new profile on an old gateway': [
    { ...gateway(predefined('20170401S')), ...profile(predefined('20220101')) },
    MISMATCH,
    /do not mix/,
  ],
});
