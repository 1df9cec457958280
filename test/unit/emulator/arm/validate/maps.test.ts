import { ID, defaultTarget, ref, target, withMap } from '../_harness.ts';
import { paths, redirect, testRules } from './_rules.ts';

testRules({
  'no default': [
    withMap({ paths: ['/a'], ...target }, {}),
    'ApplicationGatewayUrlPathMapMustSpecifyDefaultBackendHttpSettings',
    /map/,
  ],
  'no default pool': [
    withMap({ paths: ['/a'], ...target }, { defaultBackendHttpSettings: target.backendHttpSettings }),
    'ApplicationGatewayUrlPathMapMustSpecifyDefaultBackendAddressPool',
    /map/,
  ],
  'default redirect and pool': [
    {
      ...redirect({ targetUrl: 'https://a/' }),
      ...withMap(
        { paths: ['/a'], ...target },
        { ...defaultTarget, defaultRedirectConfiguration: ref('redirectConfigurations', 'redirect') },
      ),
    },
    'ApplicationGatewayRedirectConfigurationUrlPathMapCannotSpecify',
    /map/,
  ],
  'default redirect': [
    {
      ...redirect({ targetUrl: 'https://a/' }),
      ...withMap(
        { paths: ['/a'], ...target },
        { defaultRedirectConfiguration: ref('redirectConfigurations', 'redirect') },
      ),
    },
  ],
  'path rule without pool': [
    withMap({ paths: ['/a'], backendHttpSettings: target.backendHttpSettings }),
    'ApplicationGatewayPathRuleMustReference',
    /BackendAddressPool/,
  ],
  'path rule without settings': [
    withMap({ paths: ['/a'], backendAddressPool: target.backendAddressPool }),
    'ApplicationGatewayPathRuleMustReference',
    /BackendHttpSettings/,
  ],
  'path rule with redirect and pool': [
    {
      ...redirect({ targetUrl: 'https://a/' }),
      ...withMap({
        paths: ['/a'],
        ...target,
        redirectConfiguration: ref('redirectConfigurations', 'redirect'),
      }),
    },
    'ApplicationGatewayRedirectConfigurationPathRuleCannotSpecify',
    /path/,
  ],
  'path rule with redirect': [
    {
      ...redirect({ targetUrl: 'https://a/' }),
      ...withMap({ paths: ['/a'], redirectConfiguration: ref('redirectConfigurations', 'redirect') }),
    },
  ],
  'no paths': [paths(), 'ApplicationGatewayPathRulePathsCannotBeEmpty', /path/],
  'the path /': [
    paths('/'),
    'ApplicationGatewayPathRulePathShouldHaveNonEmptyMatchValue',
    new RegExp(
      `Path / should have a nonempty match value followed by '/' in PathRule ${ID}/urlPathMaps/map/pathRules/path\\.`,
    ),
  ],
  'a relative path': [paths('a'), 'ApplicationGatewayPathRulePathIsInvalid', /must start with/],
  'an inner star': [
    paths('/a/*.jpg'),
    'ApplicationGatewayPathRulePathIsInvalid',
    /only as the last character/,
  ],
  'a query': [paths('/a?b'), 'ApplicationGatewayPathRulePathIsInvalid', /not allowed/],
  'one path twice, in another case': [
    paths('/a', '/A'),
    'ApplicationGatewayPathsWithinUrlPathMapMustBeUnique',
    /path \/A/,
  ],
  'exact, prefix and all': [paths('/a', '/a/*', '/b*', '/*')],
});
