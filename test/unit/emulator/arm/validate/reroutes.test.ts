import type { JsonObject } from '../../../../../src/appgw/wire.ts';
import { child, defaultTarget, ref, rule, target, withMap } from '../_harness.ts';
import { testRules } from './_rules.ts';

const url = (more: JsonObject): JsonObject => ({
  actionSet: { urlConfiguration: { modifiedPath: '/x', ...more } },
});
const set = (...rules: readonly JsonObject[]): JsonObject => ({
  rewriteRuleSets: [
    child('set', {
      rewriteRules: rules.map((rewrite, at) => ({ name: `r${at}`, ruleSequence: at, ...rewrite })),
    }),
  ],
});
const REROUTE = url({ reroute: true });
const STAY = url({ reroute: false });
const SOMETIMES: JsonObject = { conditions: [{ variable: 'var_host', pattern: 'a' }], ...REROUTE };
const USED = { rewriteRuleSet: ref('rewriteRuleSets', 'set') };
const basic = { requestRoutingRules: [child('rule', rule(USED))] };
const mapped = withMap({ paths: ['/a'], ...target, ...USED });
const byDefault = withMap(
  { paths: ['/a'], ...target },
  { ...defaultTarget, defaultRewriteRuleSet: ref('rewriteRuleSets', 'set') },
);
const BASIC = 'ApplicationGatewayRequestRoutingRuleRerouteCannotBeSpecified';
const MAP = 'ApplicationGatewayUrlPathMapRerouteIsInvalid';

testRules({
  'rerouting by a basic rule': [{ ...set(STAY, SOMETIMES), ...basic }, BASIC, /type Basic/],
  'no rerouting by a basic rule': [{ ...set(STAY), ...basic }],
  'only endless rerouting by a path rule': [{ ...set(REROUTE), ...mapped }, MAP, /urlPathMaps\/map/],
  'only endless rerouting by a default': [
    { ...set(REROUTE, REROUTE), ...byDefault },
    MAP,
    /urlPathMaps\/map/,
  ],
  'rerouting on a condition': [{ ...set(SOMETIMES), ...mapped }],
  'rerouting beside a rewrite that stays': [{ ...set(REROUTE, STAY), ...mapped }],
});
