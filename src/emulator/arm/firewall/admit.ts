/** From the body of a PUT to the WAF policy that is stored: checked, and filled with the service's defaults. */
import { isIP } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { ArmErrorBody, Json, JsonObject, RawFirewallPolicy } from '../../../appgw/wire.ts';
import type { FirewallCustomRule, FirewallMatchCondition } from '../../contracts.ts';
import { ArmRefusal } from '../http/refusal.ts';
import { isList, isObject } from '../model/json.ts';
import { CONFIRMED, UNCONFIRMED } from '../validate/codes.ts';
import { firstOf, outside, refusal } from '../validate/refusal.ts';

export const FIREWALL_TYPE = 'ApplicationGatewayWebApplicationFirewallPolicies';

const MEMBERS: ReadonlySet<string> = new Set([
  'policySettings',
  'customRules',
  'managedRules',
  'resourceGuid',
  'provisioningState',
  'resourceState',
  'httpListeners',
  'pathBasedRules',
  'applicationGateways',
  'applicationGatewayForContainers',
]);
const MOST_RULES = 100;
/** Addresses and ranges of one condition. */
const MOST_VALUES = 600;
const DEFAULT_SETTINGS = {
  requestBodyCheck: true,
  maxRequestBodySizeInKb: 128,
  fileUploadLimitInMb: 100,
  state: 'Enabled',
  mode: 'Detection',
};

export function admitFirewallPolicy(
  body: Json | undefined,
  id: string,
  stored: RawFirewallPolicy | null,
): RawFirewallPolicy {
  const sent = isObject(body) ? body : {};
  const properties = isObject(sent['properties']) ? sent['properties'] : {};
  const refused = validate(sent, properties, id);
  if (refused) throw new ArmRefusal(400, refused);
  const { policySettings, managedRules } = properties;
  return {
    name: id.slice(id.lastIndexOf('/') + 1),
    id,
    etag: `W/"${randomUUID()}"`,
    type: `Microsoft.Network/${FIREWALL_TYPE}`,
    location: sent['location'] as string,
    tags: (isObject(sent['tags']) ? sent['tags'] : {}) as Record<string, string>,
    properties: {
      resourceGuid: stored?.properties['resourceGuid'] ?? randomUUID(),
      provisioningState: 'Succeeded',
      policySettings: { ...DEFAULT_SETTINGS, ...(isObject(policySettings) ? policySettings : {}) },
      customRules: rulesOf(properties).map(filledRule),
      managedRules: { managedRuleSets: [], exclusions: [], ...(isObject(managedRules) ? managedRules : {}) },
    },
  };
}

const filledRule = (rule: JsonObject): JsonObject => ({
  state: 'Enabled',
  ...rule,
  matchConditions: (rule['matchConditions'] as readonly JsonObject[]).map((condition) => ({
    negationConditon: false,
    transforms: [],
    ...condition,
  })),
});

function validate(sent: JsonObject, properties: JsonObject, id: string): ArmErrorBody | null {
  const unknown = Object.keys(properties).find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) {
    const message = `Could not find member '${unknown}' on object of type 'WebApplicationFirewallPolicyPropertiesFormat'.`;
    return refusal(CONFIRMED.invalidRequestFormat, 'Cannot parse the request.', [
      refusal(CONFIRMED.invalidJson, message),
    ]);
  }
  if (typeof sent['location'] !== 'string' || sent['location'] === '') {
    return refusal(UNCONFIRMED.locationRequired, 'The location property is required for this definition.');
  }
  if (!isObject(properties['managedRules'])) {
    return refusal(UNCONFIRMED.firewallManagedRules, `Policy ${id} must have managed rules.`);
  }
  const rules = rulesOf(properties) as unknown as readonly Partial<FirewallCustomRule>[];
  if (rules.length > MOST_RULES) {
    const counts = `${rules.length} and the maximum allowed is ${MOST_RULES}`;
    return refusal(
      UNCONFIRMED.firewallRulesLimit,
      `The number of custom rules of policy ${id} is ${counts}.`,
    );
  }
  return firstOf(rules, (rule) => validateRule(rule, rules, id));
}

function validateRule(
  rule: Partial<FirewallCustomRule>,
  all: readonly Partial<FirewallCustomRule>[],
  id: string,
): ArmErrorBody | null {
  const { name = '', priority, action, ruleType, matchConditions = [] } = rule;
  const refuse = (reason: string): ArmErrorBody =>
    refusal(UNCONFIRMED.firewallRule, `Custom rule '${name}' of policy ${id} is not valid: ${reason}.`);
  const sharing = (other: Partial<FirewallCustomRule>): boolean =>
    other !== rule && (other.priority === priority || other.name?.toLowerCase() === name.toLowerCase());
  if (!/^[a-z][a-z0-9]{0,127}$/i.test(name)) return refuse('the name is not made of letters and digits');
  if (!Number.isInteger(priority) || outside(priority, 1, MOST_RULES)) return refuse('priority is 1 to 100');
  if (all.some(sharing)) return refuse('another rule has its name or its priority');
  if (!action || !ruleType) return refuse('action and ruleType must be given');
  if (matchConditions.length === 0) return refuse('it has no condition');
  return firstOf(matchConditions, (condition) => {
    const reason = againstCondition(condition);
    return reason === null ? null : refuse(reason);
  });
}

function againstCondition({
  matchVariables = [],
  operator,
  matchValues = [],
}: Partial<FirewallMatchCondition>): string | null {
  if (matchVariables.length === 0) return 'it looks at nothing';
  if (operator !== 'IPMatch') return null;
  if (matchValues.length === 0) return 'IPMatch needs an address';
  if (matchValues.length > MOST_VALUES) return `more than ${MOST_VALUES} addresses in one condition`;
  const wrong = matchValues.find((value) => !isNetwork(value));
  return wrong === undefined ? null : `${wrong} is neither an address nor a range`;
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

const rulesOf = ({ customRules }: JsonObject): readonly JsonObject[] =>
  isList(customRules) ? customRules.filter(isObject) : [];
