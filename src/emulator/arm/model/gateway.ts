/**
 * Every member of an application gateway that the service knows (api-version 2026-01-01), in the order in which it
 * answers. One table serves five ends: unknown members are refused, the order of an answer is fixed, defaults are
 * filled in, references are followed, back references are added. Fills and back references are those observed on
 * the wire and no others.
 */
import * as backends from './children/backends.ts';
import { customErrors, sslPolicy } from './children/common.ts';
import * as entry from './children/entry.ts';
import * as routing from './children/routing.ts';
import {
  collection,
  external,
  filled,
  flag,
  integer,
  list,
  map,
  number,
  object,
  readOnly,
  text,
} from './shape.ts';
import type { ObjectShape } from './shape.ts';

const sku = object('ApplicationGatewaySku', {
  name: text,
  tier: text,
  family: filled(text, 'Generation_2'),
  capacity: integer,
});

const firewall = object('ApplicationGatewayWebApplicationFirewallConfiguration', {
  enabled: flag,
  firewallMode: text,
  ruleSetType: text,
  ruleSetVersion: text,
  disabledRuleGroups: list(
    object('ApplicationGatewayFirewallDisabledRuleGroup', { ruleGroupName: text, rules: list(number) }),
  ),
  requestBodyCheck: flag,
  maxRequestBodySize: integer,
  maxRequestBodySizeInKb: integer,
  fileUploadLimitInMb: integer,
  exclusions: list(
    object('ApplicationGatewayFirewallExclusion', {
      matchVariable: text,
      selectorMatchOperator: text,
      selector: text,
    }),
  ),
});

const properties = object('ApplicationGatewayPropertiesFormat', {
  provisioningState: readOnly(text),
  resourceGuid: readOnly(text),
  sku,
  sslPolicy,
  operationalState: readOnly(text),
  gatewayIPConfigurations: collection(entry.gatewayIPConfiguration),
  authenticationCertificates: list(entry.authenticationCertificate),
  sslCertificates: collection(entry.sslCertificate),
  trustedRootCertificates: collection(entry.trustedRootCertificate),
  trustedClientCertificates: collection(entry.trustedClientCertificate),
  sslProfiles: collection(entry.sslProfile),
  frontendIPConfigurations: collection(entry.frontendIPConfiguration),
  frontendPorts: collection(entry.frontendPort),
  backendAddressPools: collection(backends.backendAddressPool),
  loadDistributionPolicies: collection(backends.loadDistributionPolicy),
  backendHttpSettingsCollection: collection(backends.backendHttpSettings),
  backendSettingsCollection: collection(backends.backendSettings),
  httpListeners: collection(entry.httpListener),
  listeners: collection(entry.listener),
  urlPathMaps: collection(routing.urlPathMap),
  advancedRoutingConditionSets: list(routing.advancedRoutingConditionSet),
  advancedRoutingMaps: list(routing.advancedRoutingMap),
  requestRoutingRules: collection(routing.requestRoutingRule),
  routingRules: collection(routing.routingRule),
  probes: collection(backends.probe),
  rewriteRuleSets: collection(routing.rewriteRuleSet),
  redirectConfigurations: collection(routing.redirectConfiguration),
  entraJWTValidationConfigs: list(routing.entraJWTValidationConfig),
  privateLinkConfigurations: collection(entry.privateLinkConfiguration),
  privateEndpointConnections: filled(readOnly(list(entry.privateEndpointConnection)), []),
  webApplicationFirewallConfiguration: firewall,
  firewallPolicy: external,
  forceFirewallPolicyAssociation: flag,
  enableHttp2: flag,
  enableFips: flag,
  autoscaleConfiguration: object('ApplicationGatewayAutoscaleConfiguration', {
    minCapacity: integer,
    maxCapacity: integer,
  }),
  reservedCapacity: integer,
  customErrorConfigurations: customErrors,
  globalConfiguration: object('ApplicationGatewayGlobalConfiguration', {
    enableRequestBuffering: flag,
    enableResponseBuffering: flag,
    disableDefaultServerHeaderInResponse: flag,
  }),
  defaultPredefinedSslPolicy: readOnly(text),
});

const identity = object('ManagedServiceIdentity', {
  principalId: readOnly(text),
  tenantId: readOnly(text),
  type: text,
  userAssignedIdentities: map(
    object('UserAssignedIdentity', { principalId: readOnly(text), clientId: readOnly(text) }),
  ),
});

export const GATEWAY: ObjectShape = {
  kind: 'object',
  type: 'ApplicationGateway',
  child: false,
  members: {
    name: readOnly(text),
    id: text,
    etag: readOnly(text),
    type: readOnly(text),
    location: text,
    tags: filled(map(text), {}),
    zones: list(text),
    identity,
    properties: filled(properties, {}),
  },
};
