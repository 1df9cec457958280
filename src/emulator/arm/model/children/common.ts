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

export const customErrors = list(
  object('ApplicationGatewayCustomError', { statusCode: text, customErrorPageUrl: text }),
);
export const authConfigs = list(
  object('ApplicationGatewayAuthConfig', { name: text, authenticationPolicy: external }),
);
export const sslPolicy = object('ApplicationGatewaySslPolicy', {
  disabledSslProtocols: list(text),
  policyType: text,
  policyName: text,
  cipherSuites: list(text),
  minProtocolVersion: text,
});
export const matcher = (type: string): Member =>
  object(type, { pattern: text, ignoreCase: flag, negate: flag });
