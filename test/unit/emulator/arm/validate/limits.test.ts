import { child, defaultTarget, ref, target, withMap } from '../_harness.ts';
import { basicSku, many, oldWaf, pools, ports, redirect, rules, testRules } from './_rules.ts';

testRules({
  '101 pools': [
    pools(101),
    'ApplicationGatewayBackendAddressPoolLimitReached',
    /^The number of BackendAddressPools exceeds the maximum allowed value\. The number of BackendAddressPools is 101 and the maximum allowed is 100\.$/,
  ],
  '100 pools': [pools(100)],
  '6 pools on Basic': [
    { ...pools(6), ...basicSku },
    'ApplicationGatewayBackendAddressPoolLimitReached',
    /is 6 and the maximum allowed is 5/,
  ],
  '41 ports with an old rule set': [
    { ...ports(41), ...oldWaf },
    'ApplicationGatewayFrontendPortLimitReached',
    /allowed is 40/,
  ],
  '40 ports with an old rule set': [{ ...ports(40), ...oldWaf }],
  '101 settings': [
    {
      backendHttpSettingsCollection: many(101, (index) =>
        child(index === 0 ? 'settings' : `s${index}`, { port: 80, protocol: 'Http' }),
      ),
    },
    'ApplicationGatewayBackendHttpSettingsLimitReached',
    /BackendHttpSettings is 101/,
  ],
  '1201 targets': [
    pools(
      1,
      many(1201, (index) => ({ fqdn: `h${index}.example` })),
    ),
    'ApplicationGatewayBackendAddressLimitReached',
    /1201/,
  ],
  '1200 targets': [
    pools(
      1,
      many(1200, (index) => ({ fqdn: `h${index}.example` })),
    ),
  ],
  '101 path rules': [
    {
      ...withMap({}),
      urlPathMaps: [
        child('map', {
          ...defaultTarget,
          pathRules: many(101, (index) => child(`r${index}`, { paths: [`/${index}`], ...target })),
        }),
      ],
    },
    'ApplicationGatewayPathRuleLimitReached',
    /101/,
  ],
  '101 active listeners': [
    rules(...many(101, (index) => ({ priority: index + 1 }))),
    'ApplicationGatewayActiveHttpListenerLimitReached',
    /101/,
  ],
  '101 listeners, one redirects': [
    {
      ...rules(...many(100, (index) => ({ priority: index + 1 })), {
        priority: 500,
        backendAddressPool: null,
        backendHttpSettings: null,
        redirectConfiguration: ref('redirectConfigurations', 'redirect'),
      }),
      ...redirect({ targetUrl: 'https://a/' }),
    },
  ],
});
