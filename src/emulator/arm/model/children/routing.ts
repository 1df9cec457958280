/** Child resources between listener and backend: rules, maps, redirects, rewrites. */
import {
  backReferences,
  child,
  choice,
  collection,
  external,
  flag,
  integer,
  list,
  object,
  reference,
  text,
} from '../shape.ts';
import { authConfigs, distribution, matcher, pool, redirect, rewrite, ruleType, settings } from './common.ts';

const pathRule = child('ApplicationGatewayPathRule', {
  paths: list(text),
  backendAddressPool: pool,
  backendHttpSettings: settings,
  redirectConfiguration: redirect,
  rewriteRuleSet: rewrite,
  loadDistributionPolicy: distribution,
  firewallPolicy: external,
});

export const urlPathMap = child('ApplicationGatewayUrlPathMap', {
  defaultBackendAddressPool: pool,
  defaultBackendHttpSettings: settings,
  defaultRewriteRuleSet: rewrite,
  defaultRedirectConfiguration: redirect,
  defaultLoadDistributionPolicy: distribution,
  pathRules: collection(pathRule),
});

export const requestRoutingRule = child('ApplicationGatewayRequestRoutingRule', {
  ruleType,
  priority: integer,
  httpListener: reference('httpListeners'),
  backendAddressPool: pool,
  backendHttpSettings: settings,
  urlPathMap: reference('urlPathMaps'),
  advancedRoutingMap: reference('advancedRoutingMaps'),
  rewriteRuleSet: rewrite,
  redirectConfiguration: redirect,
  loadDistributionPolicy: distribution,
  entraJWTValidationConfig: reference('entraJWTValidationConfigs'),
  authConfigs,
});

export const routingRule = child('ApplicationGatewayRoutingRule', {
  ruleType,
  priority: integer,
  listener: reference('listeners'),
  backendAddressPool: pool,
  backendSettings: reference('backendSettingsCollection'),
});

const headers = list(
  object('ApplicationGatewayHeaderConfiguration', {
    headerName: text,
    headerValueMatcher: matcher('HeaderValueMatcher'),
    headerValue: text,
  }),
);

const rewriteRule = object('ApplicationGatewayRewriteRule', {
  name: text,
  ruleSequence: integer,
  conditions: list(
    object('ApplicationGatewayRewriteRuleCondition', {
      variable: text,
      pattern: text,
      ignoreCase: flag,
      negate: flag,
    }),
  ),
  actionSet: object('ApplicationGatewayRewriteRuleActionSet', {
    requestHeaderConfigurations: headers,
    responseHeaderConfigurations: headers,
    urlConfiguration: object('ApplicationGatewayUrlConfiguration', {
      modifiedPath: text,
      modifiedQueryString: text,
      reroute: flag,
    }),
  }),
});

export const rewriteRuleSet = child('ApplicationGatewayRewriteRuleSet', {
  rewriteRules: collection(rewriteRule),
  urlPathMaps: backReferences('urlPathMaps'),
  pathRules: backReferences('pathRules'),
});

export const redirectConfiguration = child('ApplicationGatewayRedirectConfiguration', {
  redirectType: choice('ApplicationGatewayRedirectType', 'Permanent', 'Found', 'SeeOther', 'Temporary'),
  targetListener: reference('httpListeners'),
  targetUrl: text,
  includePath: flag,
  includeQueryString: flag,
  requestRoutingRules: backReferences('requestRoutingRules'),
  urlPathMaps: backReferences('urlPathMaps'),
  pathRules: backReferences('pathRules'),
});

const advancedRoutingRule = child('ApplicationGatewayAdvancedRoutingRule', {
  priority: integer,
  advancedRoutingConditionSet: reference('advancedRoutingConditionSets'),
  backendAddressPool: pool,
  backendHttpSettings: settings,
  redirectConfiguration: redirect,
  rewriteRuleSet: rewrite,
  authConfigs,
});

export const advancedRoutingMap = child('ApplicationGatewayAdvancedRoutingMap', {
  defaultBackendAddressPool: pool,
  defaultBackendHttpSettings: settings,
  defaultRedirectConfiguration: redirect,
  defaultRewriteRuleSet: rewrite,
  defaultAuthConfigs: authConfigs,
  advancedRoutingRules: list(advancedRoutingRule),
});

export const advancedRoutingConditionSet = child('ApplicationGatewayAdvancedRoutingConditionSet', {
  routingConditions: list(
    object('ApplicationGatewayAdvancedRoutingCondition', {
      conditionType: text,
      propertyName: text,
      propertyValues: list(text),
      propertyValueMatcher: matcher('ApplicationGatewayAdvancedRoutingPropertyValueMatcher'),
    }),
  ),
});

export const entraJWTValidationConfig = child('ApplicationGatewayEntraJWTValidationConfig', {
  unAuthorizedRequestAction: text,
  tenantId: text,
  clientId: text,
  audiences: list(text),
});
