import { ID, child, ref, rule } from '../_harness.ts';
import { paths, redirect, rules, testRules, without } from './_rules.ts';

testRules({
  'no listener': [
    { requestRoutingRules: [child('rule', without(rule(), 'httpListener'))] },
    'ApplicationGatewayRequestRoutingRuleMustReference',
    /reference a HttpListener\.$/,
  ],
  'no pool': [
    { requestRoutingRules: [child('rule', without(rule(), 'backendAddressPool'))] },
    'ApplicationGatewayRequestRoutingRuleMustReference',
    /BackendAddressPool\.$/,
  ],
  'no settings': [
    { requestRoutingRules: [child('rule', without(rule(), 'backendHttpSettings'))] },
    'ApplicationGatewayRequestRoutingRuleMustReference',
    /BackendHttpSettings\.$/,
  ],
  'no map': [
    { requestRoutingRules: [child('rule', rule({ ruleType: 'PathBasedRouting' }))] },
    'ApplicationGatewayRequestRoutingRuleMustReference',
    /UrlPathMap\.$/,
  ],
  'no advanced map': [
    { requestRoutingRules: [child('rule', rule({ ruleType: 'AdvancedRouting' }))] },
    'ApplicationGatewayRequestRoutingRuleMustReference',
    /AdvancedRoutingMap\.$/,
  ],
  'redirect and pool': [
    {
      ...redirect({ targetUrl: 'https://a/' }),
      requestRoutingRules: [
        child('rule', rule({ redirectConfiguration: ref('redirectConfigurations', 'redirect') })),
      ],
    },
    'ApplicationGatewayRedirectConfigurationRequestRoutingRuleCannotSpecify',
    /rule/,
  ],
  'redirect alone': [
    {
      ...redirect({ targetUrl: 'https://a/' }),
      requestRoutingRules: [
        child('rule', {
          ruleType: 'Basic',
          priority: 1,
          httpListener: ref('httpListeners', 'listener'),
          redirectConfiguration: ref('redirectConfigurations', 'redirect'),
        }),
      ],
    },
  ],
  'two on one listener': [
    { requestRoutingRules: [child('a', rule()), child('b', rule({ priority: 11 }))] },
    'ApplicationGatewayRequestRoutingRulesUsingSameHttpListener',
    new RegExp(`same Http Listener ${ID}/httpListeners/listener`),
  ],
  'no priority': [
    { requestRoutingRules: [child('rule', without(rule(), 'priority'))] },
    'ApplicationGatewayRequestRoutingRulePriorityCannotBeEmpty',
    /rule/,
  ],
  'a priority for one of two': [
    rules({ priority: 7 }, { priority: null }),
    'ApplicationGatewayRequestRoutingRulePartialPriorityDefined',
    /^Either all or no rule should have the priority specified\.$/,
  ],
  'a rule by path with settings of its own': [
    {
      ...paths('/a'),
      requestRoutingRules: [
        child('rule', { ...rule(), ruleType: 'PathBasedRouting', urlPathMap: ref('urlPathMaps', 'map') }),
      ],
    },
    'ApplicationGatewayRequestRoutingRuleCannotSpecify',
    /type PathBasedRouting cannot specify backendAddressPool/,
  ],
  'a rule by path alone': [paths('/a')],
  'priority 0': [
    rules({ priority: 0 }),
    'ApplicationGatewayRequestRoutingRulePriorityIsInvalid',
    /\[1, 20000\]/,
  ],
  'priority 20001': [
    rules({ priority: 20_001 }),
    'ApplicationGatewayRequestRoutingRulePriorityIsInvalid',
    /r0/,
  ],
  'one priority twice': [
    rules({ priority: 7 }, { priority: 7 }),
    'ApplicationGatewayRequestRoutingRulePriorityMustBeUnique',
    /r0 and .*r1/,
  ],
  'both ends of the range': [rules({ priority: 1 }, { priority: 20_000 })],
});
