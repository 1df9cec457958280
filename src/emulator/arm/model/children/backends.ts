/** Child resources behind the gateway: pools, settings, probes. */
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
} from '../shape.ts';
import { pool, protocol, rootCertificates } from './common.ts';

export const backendAddressPool = child('ApplicationGatewayBackendAddressPool', {
  backendIPConfigurations: readOnly(list(external)),
  backendAddresses: filled(
    list(object('ApplicationGatewayBackendAddress', { fqdn: text, ipAddress: text })),
    [],
  ),
  requestRoutingRules: backReferences('requestRoutingRules'),
  urlPathMaps: backReferences('urlPathMaps'),
  pathRules: backReferences('pathRules'),
});

const loadDistributionTarget = child('ApplicationGatewayLoadDistributionTarget', {
  weightPerServer: integer,
  backendAddressPool: pool,
});

export const loadDistributionPolicy = child('ApplicationGatewayLoadDistributionPolicy', {
  loadDistributionTargets: list(loadDistributionTarget),
  loadDistributionAlgorithm: text,
});

export const backendHttpSettings = child('ApplicationGatewayBackendHttpSettings', {
  port: integer,
  protocol,
  cookieBasedAffinity: filled(
    choice('ApplicationGatewayCookieBasedAffinity', 'Enabled', 'Disabled'),
    'Disabled',
  ),
  // Whether the service or the client put draining into the captured answer is UNCONFIRMED: not filled in.
  connectionDraining: object('ApplicationGatewayConnectionDraining', {
    enabled: flag,
    drainTimeoutInSec: integer,
  }),
  hostName: text,
  pickHostNameFromBackendAddress: filled(flag, false),
  affinityCookieName: text,
  probeEnabled: flag,
  path: text,
  requestTimeout: filled(integer, 30),
  probe: reference('probes'),
  authenticationCertificates: list(reference('authenticationCertificates')),
  trustedRootCertificates: rootCertificates,
  dedicatedBackendConnection: flag,
  validateCertChainAndExpiry: flag,
  validateSNI: flag,
  sniName: text,
  requestRoutingRules: backReferences('requestRoutingRules'),
  urlPathMaps: backReferences('urlPathMaps'),
  pathRules: backReferences('pathRules'),
});

export const backendSettings = child('ApplicationGatewayBackendSettings', {
  port: integer,
  protocol,
  timeout: integer,
  probe: reference('probes'),
  trustedRootCertificates: rootCertificates,
  hostName: text,
  pickHostNameFromBackendAddress: flag,
  enableL4ClientIpPreservation: flag,
});

export const probe = child('ApplicationGatewayProbe', {
  protocol,
  host: text,
  path: text,
  interval: integer,
  timeout: integer,
  unhealthyThreshold: integer,
  pickHostNameFromBackendHttpSettings: filled(flag, false),
  pickHostNameFromBackendSettings: flag,
  minServers: filled(integer, 0),
  match: filled(
    object('ApplicationGatewayProbeHealthResponseMatch', { body: text, statusCodes: list(text) }),
    {},
  ),
  enableProbeProxyProtocolHeader: flag,
  port: integer,
  backendHttpSettings: backReferences('backendHttpSettingsCollection'),
});
