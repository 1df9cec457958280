/** Shapes that several child resources share. */
import { choice, external, flag, list, object, reference, text } from '../shape.ts';
import type { Member } from '../shape.ts';

export const protocol = choice('ApplicationGatewayProtocol', 'Http', 'Https', 'Tcp', 'Tls');
export const allocation = choice('IPAllocationMethod', 'Static', 'Dynamic');
export const ruleType = choice(
  'ApplicationGatewayRequestRoutingRuleType',
  'Basic',
  'PathBasedRouting',
  'AdvancedRouting',
);

export const pool = reference('backendAddressPools');
export const settings = reference('backendHttpSettingsCollection');
export const redirect = reference('redirectConfigurations');
export const rewrite = reference('rewriteRuleSets');
export const distribution = reference('loadDistributionPolicies');
export const rootCertificates = list(reference('trustedRootCertificates'));

const errorStatus = choice(
  'ApplicationGatewayCustomErrorStatusCode',
  'HttpStatus400',
  'HttpStatus403',
  'HttpStatus404',
  'HttpStatus405',
  'HttpStatus408',
  'HttpStatus500',
  'HttpStatus502',
  'HttpStatus503',
  'HttpStatus504',
);

export const customErrors = list(
  object('ApplicationGatewayCustomError', { statusCode: errorStatus, customErrorPageUrl: text }),
);
export const authConfigs = list(
  object('ApplicationGatewayAuthConfig', { name: text, authenticationPolicy: external }),
);
const tlsVersion = choice('ApplicationGatewaySslProtocol', 'TLSv1_0', 'TLSv1_1', 'TLSv1_2', 'TLSv1_3');
export const sslPolicy = object('ApplicationGatewaySslPolicy', {
  disabledSslProtocols: list(tlsVersion),
  policyType: choice('ApplicationGatewaySslPolicyType', 'Predefined', 'Custom', 'CustomV2'),
  policyName: choice(
    'ApplicationGatewaySslPolicyName',
    'AppGwSslPolicy20150501',
    'AppGwSslPolicy20170401',
    'AppGwSslPolicy20170401S',
    'AppGwSslPolicy20220101',
    'AppGwSslPolicy20220101S',
  ),
  cipherSuites: list(text),
  minProtocolVersion: tlsVersion,
});
export const matcher = (type: string): Member =>
  object(type, { pattern: text, ignoreCase: flag, negate: flag });
