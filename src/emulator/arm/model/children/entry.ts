/** Child resources where a request enters: addresses, ports, listeners and what their TLS needs. */
import {
  backReferences,
  child,
  choice,
  external,
  filled,
  flag,
  integer,
  list,
  object,
  readOnly,
  reference,
  text,
  undocumented,
} from '../shape.ts';
import { allocation, customErrors, protocol, sslPolicy } from './common.ts';

export const gatewayIPConfiguration = child('ApplicationGatewayIPConfiguration', { subnet: external });

export const authenticationCertificate = child('ApplicationGatewayAuthenticationCertificate', { data: text });

export const sslCertificate = child('ApplicationGatewaySslCertificate', {
  data: text,
  password: text,
  publicCertData: readOnly(text),
  keyVaultSecretId: text,
  hsm: object('ApplicationGatewayManagedHsm', { keyId: text, publicCertData: text }),
});

export const trustedRootCertificate = child('ApplicationGatewayTrustedRootCertificate', {
  data: text,
  keyVaultSecretId: text,
});

export const trustedClientCertificate = child('ApplicationGatewayTrustedClientCertificate', {
  data: text,
  validatedCertData: readOnly(text),
  clientCertIssuerDN: readOnly(text),
});

export const sslProfile = child('ApplicationGatewaySslProfile', {
  trustedClientCertificates: list(reference('trustedClientCertificates')),
  sslPolicy,
  clientAuthConfiguration: object('ApplicationGatewayClientAuthConfiguration', {
    verifyClientCertIssuerDN: flag,
    verifyClientRevocation: choice('ApplicationGatewayClientRevocationOptions', 'None', 'OCSP'),
    verifyClientAuthMode: choice('ApplicationGatewayClientAuthVerificationModes', 'Strict', 'Passthrough'),
  }),
});

export const frontendIPConfiguration = child('ApplicationGatewayFrontendIPConfiguration', {
  privateIPAddress: text,
  privateIPAllocationMethod: filled(allocation, 'Dynamic'),
  publicIPAddress: external,
  subnet: external,
  privateLinkConfiguration: reference('privateLinkConfigurations'),
  httpListeners: backReferences('httpListeners'),
});

export const frontendPort = child('ApplicationGatewayFrontendPort', {
  port: integer,
  httpListeners: backReferences('httpListeners'),
});

export const httpListener = child('ApplicationGatewayHttpListener', {
  frontendIPConfiguration: reference('frontendIPConfigurations'),
  frontendPort: reference('frontendPorts'),
  protocol,
  hostName: text,
  hostNames: filled(list(text), []),
  requireServerNameIndication: filled(flag, false),
  sslCertificate: reference('sslCertificates'),
  sslProfile: reference('sslProfiles'),
  customErrorConfigurations: customErrors,
  firewallPolicy: external,
  enableHttp3: filled(undocumented(flag), false),
  requestRoutingRules: backReferences('requestRoutingRules'),
});

export const listener = child('ApplicationGatewayListener', {
  frontendIPConfiguration: reference('frontendIPConfigurations'),
  frontendPort: reference('frontendPorts'),
  protocol,
  sslCertificate: reference('sslCertificates'),
  sslProfile: reference('sslProfiles'),
  hostNames: list(text),
});

const privateLinkIpConfiguration = child('ApplicationGatewayPrivateLinkIpConfiguration', {
  privateIPAddress: text,
  privateIPAllocationMethod: allocation,
  subnet: external,
  primary: flag,
});

export const privateLinkConfiguration = child('ApplicationGatewayPrivateLinkConfiguration', {
  ipConfigurations: list(privateLinkIpConfiguration),
});

export const privateEndpointConnection = child('ApplicationGatewayPrivateEndpointConnection', {
  privateEndpoint: readOnly(external),
  privateLinkServiceConnectionState: object('PrivateLinkServiceConnectionState', {
    status: text,
    description: text,
    actionsRequired: text,
  }),
  linkIdentifier: readOnly(text),
});
