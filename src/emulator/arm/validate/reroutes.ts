/** Rewrites that ask the path map again: not where there is none, nor where that could only go in circles. */
import type { ArmErrorBody, RawGateway, RewriteRule, SubResource } from '../../../appgw/wire.ts';
import { children, find, pathRulesOf } from '../model/read.ts';
import type { Read } from '../model/read.ts';
import { UNCONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

const setsOf = (document: RawGateway): readonly Read<'rewriteRuleSets'>[] =>
  children(document, 'rewriteRuleSets');
const rulesOf = ({ properties }: Read<'rewriteRuleSets'>): readonly Partial<RewriteRule>[] =>
  properties.rewriteRules ?? [];
const reroutes = (rule: Partial<RewriteRule>): boolean => rule.actionSet?.urlConfiguration?.reroute === true;

/** A basic rule has no map to ask again. */
export function rerouteOfBasicRules(document: RawGateway): ArmErrorBody | null {
  const sets = setsOf(document);
  return firstOf(children(document, 'requestRoutingRules'), ({ id, properties }) => {
    const set = properties.ruleType === 'Basic' ? find(sets, properties.rewriteRuleSet) : undefined;
    return set && rulesOf(set).some(reroutes)
      ? refusal(
          UNCONFIRMED.rerouteBasic,
          `RewriteRuleSet ${set.id} with Reroute cannot be used by Request Routing Rule ${id} of type Basic.`,
        )
      : null;
  });
}

/** A map all of whose rewrites reroute whatever comes would never let a request go. */
export function rerouteOfMaps(document: RawGateway): ArmErrorBody | null {
  const sets = setsOf(document);
  const rulesAt = (reference: SubResource | undefined) => {
    const set = find(sets, reference);
    return set ? rulesOf(set) : [];
  };
  return firstOf(children(document, 'urlPathMaps'), (map) => {
    const rules = [
      ...rulesAt(map.properties.defaultRewriteRuleSet),
      ...pathRulesOf(map).flatMap(({ properties }) => rulesAt(properties.rewriteRuleSet)),
    ];
    const isEndless = (rule: Partial<RewriteRule>): boolean => reroutes(rule) && !rule.conditions?.length;
    return rules.length > 0 && rules.every(isEndless)
      ? refusal(
          UNCONFIRMED.rerouteMap,
          `UrlPathMap ${map.id} must use at least one rewrite rule that has a condition or no Reroute.`,
        )
      : null;
  });
}
