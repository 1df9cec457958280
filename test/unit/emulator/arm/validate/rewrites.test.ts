import test from 'ava';
import type { JsonObject } from '../../../../../src/appgw/wire.ts';
import { ID, child, defaultTarget, ref, rule, target, withMap, smallest, startArm } from '../_harness.ts';
import { many, testRules } from './_rules.ts';

const set = (...rules: readonly JsonObject[]): JsonObject => ({
  rewriteRuleSets: [child('set', { rewriteRules: rules.map(rewrite) })],
});
const rewrite = (changes: JsonObject, index: number): JsonObject => ({
  name: `rewrite${index}`,
  ruleSequence: 100 + index,
  actionSet: {},
  ...changes,
});
const request = (headerName: string, more: JsonObject = {}): JsonObject => ({
  actionSet: { requestHeaderConfigurations: [{ headerName, ...more }] },
});
const response = (headerName: string, more: JsonObject = {}): JsonObject => ({
  actionSet: { responseHeaderConfigurations: [{ headerName, ...more }] },
});
const when = (variable: string, pattern = '.*'): JsonObject => ({ conditions: [{ variable, pattern }] });
const STAY: JsonObject = { actionSet: { urlConfiguration: { modifiedPath: '/x', reroute: false } } };
const USED = { rewriteRuleSet: ref('rewriteRuleSets', 'set') };
const basic = { requestRoutingRules: [child('rule', rule(USED))] };
const mapped = withMap({ paths: ['/a'], ...target, ...USED });
const byDefault = withMap(
  { paths: ['/a'], ...target },
  { ...defaultTarget, defaultRewriteRuleSet: ref('rewriteRuleSets', 'set') },
);

const HEADER = 'ApplicationGatewayRewriteRuleHeaderCannotBeRewritten';
const MATCHER = 'ApplicationGatewayRewriteRuleHeaderValueMatcherCannotBeSpecified';
const PATTERN = 'ApplicationGatewayRewriteRulePatternIsInvalid';
const LIMIT = 'ApplicationGatewayRewriteRuleSetLimitReached';

testRules({
  'a set that nobody uses': [set(request('X-A', { headerValue: 'v' }), response('X-B'))],
  'a set of a rule, of a path rule and of a default': [{ ...set(STAY), ...basic }],
  'a set that is not there': [
    { ...basic },
    'InvalidResourceReference',
    new RegExp(`${ID}/rewriteRuleSets/set referenced by resource ${ID}/requestRoutingRules/rule`),
  ],
  'a set of a path rule that is not there': [mapped, 'InvalidResourceReference', /pathRules\/path/],
  'a set of a default that is not there': [byDefault, 'InvalidResourceReference', /urlPathMaps\/map/],
  'Host rewritten': [set(request('Host', { headerValue: 'a.test' }))],
  'Host deleted': [set(request('host')), HEADER, /host cannot be deleted by RewriteRule rewrite0/],
  'Host deleted by an empty value': [set({}, request('Host', { headerValue: '' })), HEADER, /rewrite1/],
  'Connection in a request': [set(request('connection', { headerValue: 'v' })), HEADER, /connection/],
  'Upgrade in a request': [set(request('Upgrade')), HEADER, /Upgrade/],
  'X-Original-Host in a request': [set(request('X-Original-Host')), HEADER, /X-Original-Host/],
  'X-Original-Host in a response': [set(response('X-Original-Host'))],
  'Connection in a response': [set(response('Connection')), HEADER, /Connection/],
  'Upgrade in a response': [set(response('upgrade', { headerValue: 'v' })), HEADER, /upgrade/],
  'a matcher of Set-Cookie': [set(response('set-cookie', { headerValueMatcher: { pattern: 'a=(.*)' } }))],
  'a matcher of another header': [
    set(response('X-A', { headerValueMatcher: { pattern: 'a' } })),
    MATCHER,
    /X-A/,
  ],
  'a matcher in a request': [
    set(request('Set-Cookie', { headerValueMatcher: { pattern: 'a' } })),
    MATCHER,
    /Set-Cookie/,
  ],
  'conditions of every kind': [
    set({
      conditions: ['http_req_A', 'http_resp_A', 'var_host'].map((variable) => ({
        variable,
        pattern: '(?i)^a',
      })),
    }),
  ],
  'a condition on something else': [
    set(when('uri_path')),
    'ApplicationGatewayRewriteRuleConditionVariableIsInvalid',
    /uri_path/,
  ],
  'look-around': [set(when('var_host', 'a(?!b)')), PATTERN, /a\(\?!b\) is not valid .* looks around/],
  'a reference back': [set(when('var_host', '(a)\\1')), PATTERN, /refers back/],
  'no regular expression': [set(when('var_host', '(')), PATTERN, /not a regular expression/],
  'a matcher that looks around': [
    set(response('Set-Cookie', { headerValueMatcher: { pattern: '(?<=a)b' } })),
    PATTERN,
    /looks around/,
  ],
  '40 configurations and 40 conditions': [
    set(
      { actionSet: { requestHeaderConfigurations: many(20, (at) => ({ headerName: `X-${at}` })) } },
      { actionSet: { responseHeaderConfigurations: many(19, (at) => ({ headerName: `X-${at}` })) } },
      { conditions: many(40, () => ({ variable: 'var_host', pattern: 'a' })), ...STAY },
    ),
  ],
  '41 configurations': [
    set({ actionSet: { requestHeaderConfigurations: many(40, (at) => ({ headerName: `X-${at}` })) } }, STAY),
    LIMIT,
    /configurations is 41/,
  ],
  '41 conditions': [set(...many(41, () => when('var_host'))), LIMIT, /conditions is 41/],
});

test('a set shows the maps and the path rules that use it', async (t) => {
  const arm = startArm(t);
  const both = withMap(
    { paths: ['/a'], ...target, ...USED },
    { ...defaultTarget, defaultRewriteRuleSet: ref('rewriteRuleSets', 'set') },
  );
  await arm.settle(smallest({ ...set(STAY), ...both }));
  const { properties } = (await arm.get()).body as { properties: { rewriteRuleSets: JsonObject[] } };
  const [shown] = properties.rewriteRuleSets;
  t.like(shown?.['properties'], {
    urlPathMaps: [{ id: `${ID}/urlPathMaps/map` }],
    pathRules: [{ id: `${ID}/urlPathMaps/map/pathRules/path` }],
    provisioningState: 'Succeeded',
  });
});
