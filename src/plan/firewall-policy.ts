/**
 * The documents of our WAF policies. In: a policy that is wanted and the one that it copies. Out: the document to
 * write, or why there can be none; and whether one that is there says the same already.
 *
 * Ours has the managed rules, settings and custom rules of its base, and one rule in front that blocks whoever does not
 * come from the ranges. Both documents come from ARM, which fills in the same members, so a copy is compared whole.
 */
import type { DesiredFirewallPolicy } from '../appgw/desired.ts';
import type { Json, JsonObject, RawFirewallPolicy } from '../appgw/wire.ts';
import { isList, isObject, same } from './json.ts';

export type FirewallDocument =
  | { readonly kind: 'document'; readonly document: RawFirewallPolicy }
  | { readonly kind: 'refused'; readonly reason: string };

/** Names the installation that wrote a policy. */
export const FIREWALL_TAG = 'appgw-ingress-instance';
const BASE_TAG = 'appgw-ingress-copy-of';
const RULE_NAME = 'sourceRanges';
/** Of one policy; priorities go from 1 to this. */
const MOST_RULES = 100;

export function firewallDocument(
  { base, ranges }: Pick<DesiredFirewallPolicy, 'base' | 'ranges'>,
  source: RawFirewallPolicy,
  instance: string,
): FirewallDocument {
  const { policySettings, managedRules } = source.properties;
  const rules = customRulesOf(source);
  const refused = (reason: string): FirewallDocument => ({
    kind: 'refused',
    reason: `the policy ${nameOf(base)}, which it copies, ${reason}`,
  });
  if (textIn(policySettings, 'state') === 'disabled') return refused('is disabled and would block nobody');
  if (textIn(policySettings, 'mode') !== 'prevention') {
    return refused('is not in mode Prevention and would block nobody');
  }
  if (rules.length >= MOST_RULES)
    return refused(`has ${rules.length} custom rules, and one more has no room`);
  return {
    kind: 'document',
    document: {
      ...(source.location === undefined ? {} : { location: source.location }),
      tags: { [FIREWALL_TAG]: instance, [BASE_TAG]: nameOf(base) },
      properties: {
        ...(policySettings === undefined ? {} : { policySettings }),
        customRules: [sourceRangesRule(ranges), ...behindTheFirst(rules)],
        ...(managedRules === undefined ? {} : { managedRules }),
      },
    },
  };
}

const sourceRangesRule = (ranges: readonly string[]): JsonObject => ({
  name: RULE_NAME,
  priority: 1,
  state: 'Enabled',
  ruleType: 'MatchRule',
  action: 'Block',
  matchConditions: [
    {
      matchVariables: [{ variableName: 'RemoteAddr' }],
      operator: 'IPMatch',
      // The typing error is the service's.
      negationConditon: true,
      matchValues: ranges,
    },
  ],
});

/** Their numbers stay, unless one of them is the first. */
function behindTheFirst(rules: readonly JsonObject[]): readonly JsonObject[] {
  const priority = (rule: JsonObject): number => Number(rule['priority']);
  if (rules.every((rule) => priority(rule) > 1)) return rules;
  return rules
    .toSorted((a, b) => priority(a) - priority(b))
    .map((rule, index) => ({ ...rule, priority: index + 2 }));
}

/** Whether a policy that is there says what the document says. */
export function sameFirewall(document: RawFirewallPolicy, live: RawFirewallPolicy): boolean {
  const [ours, ...copied] = customRulesOf(document);
  const byPriority = customRulesOf(live).toSorted((a, b) => Number(a['priority']) - Number(b['priority']));
  const [first, ...rest] = byPriority;
  const { policySettings, managedRules } = document.properties;
  return (
    Object.entries(document.tags ?? {}).every(([name, value]) => live.tags?.[name] === value) &&
    includes(first, ours) &&
    alike(
      copied.toSorted((a, b) => Number(a['priority']) - Number(b['priority'])),
      rest,
    ) &&
    alike(policySettings, live.properties['policySettings']) &&
    alike(managedRules, live.properties['managedRules'])
  );
}

const alike = (a: Json | undefined, b: Json | undefined): boolean => same(lean(a), lean(b));

/** Without what says nothing. */
function lean(value: Json | undefined): Json | undefined {
  if (isList(value)) return value.length === 0 ? undefined : value.map((item) => lean(item) ?? null);
  if (!isObject(value)) return value ?? undefined;
  const members = Object.entries(value).flatMap(([name, member]) => {
    const kept = lean(member);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** Every member of `wanted`; ARM adds its defaults. */
function includes(found: Json | undefined, wanted: Json | undefined): boolean {
  if (isList(wanted)) {
    return (
      isList(found) &&
      found.length === wanted.length &&
      wanted.every((item, index) => includes(found[index], item))
    );
  }
  if (!isObject(wanted)) return found === wanted;
  return isObject(found) && Object.entries(wanted).every(([name, member]) => includes(found[name], member));
}

const customRulesOf = ({ properties: { customRules } }: RawFirewallPolicy): readonly JsonObject[] =>
  isList(customRules) ? customRules.filter(isObject) : [];

const nameOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

function textIn(value: Json | undefined, name: string): string {
  const text = isObject(value) ? value[name] : undefined;
  return typeof text === 'string' ? text.toLowerCase() : '';
}
