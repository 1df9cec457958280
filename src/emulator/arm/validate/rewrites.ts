/** Rewrite rule sets: headers that may not be touched, variables and patterns, how many. */
import type {
  ArmErrorBody,
  HeaderConfiguration,
  RawGateway,
  RewriteCondition,
  RewriteRule,
} from '../../../appgw/wire.ts';
import { PatternError, compilePattern } from '../../re2.ts';
import { children } from '../model/read.ts';
import type { Read } from '../model/read.ts';
import { UNCONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

type RewriteSet = Read<'rewriteRuleSets'>;

const MOST_CONFIGURATIONS = 40;
const MOST_CONDITIONS = 40;
/** In lower case. */
const FIXED_IN_RESPONSES = new Set(['connection', 'upgrade']);
const FIXED_IN_REQUESTS = new Set([...FIXED_IN_RESPONSES, 'x-original-host']);
const CONDITION_VARIABLE = /^(?:http_req_|http_resp_|var_)./;

const setsOf = (document: RawGateway): readonly RewriteSet[] => children(document, 'rewriteRuleSets');
const rulesOf = ({ properties }: RewriteSet): readonly Partial<RewriteRule>[] =>
  properties.rewriteRules ?? [];
const requestHeadersOf = ({ actionSet }: Partial<RewriteRule>) =>
  actionSet?.requestHeaderConfigurations ?? [];
const responseHeadersOf = ({ actionSet }: Partial<RewriteRule>) =>
  actionSet?.responseHeaderConfigurations ?? [];
const placeOf = ({ name }: Partial<RewriteRule>, { id }: RewriteSet): string =>
  `RewriteRule ${name} of RewriteRuleSet ${id}`;
const isFolded = (name: string, folded: string): boolean => name.toLowerCase() === folded;

export const rewriteHeaders = (document: RawGateway): ArmErrorBody | null =>
  firstOf(setsOf(document), (set) =>
    firstOf(rulesOf(set), (rule) => {
      const where = placeOf(rule, set);
      return (
        firstOf(requestHeadersOf(rule), (header) => checkRequestHeader(header, where)) ??
        firstOf(responseHeadersOf(rule), (header) => checkResponseHeader(header, where))
      );
    }),
  );

function checkRequestHeader(header: Partial<HeaderConfiguration>, where: string): ArmErrorBody | null {
  const { headerName = '', headerValue = '', headerValueMatcher } = header;
  if (FIXED_IN_REQUESTS.has(headerName.toLowerCase())) return notRewritable(headerName, where);
  if (isFolded(headerName, 'host') && headerValue === '')
    return refusal(UNCONFIRMED.rewriteHeader, `Header ${headerName} cannot be deleted by ${where}.`);
  return headerValueMatcher ? matcherElsewhere(headerName, where) : null;
}

function checkResponseHeader(header: Partial<HeaderConfiguration>, where: string): ArmErrorBody | null {
  const { headerName = '', headerValueMatcher } = header;
  if (FIXED_IN_RESPONSES.has(headerName.toLowerCase())) return notRewritable(headerName, where);
  return headerValueMatcher && !isFolded(headerName, 'set-cookie')
    ? matcherElsewhere(headerName, where)
    : null;
}

const notRewritable = (header: string, where: string): ArmErrorBody =>
  refusal(UNCONFIRMED.rewriteHeader, `Header ${header} cannot be rewritten by ${where}.`);

const matcherElsewhere = (header: string, where: string): ArmErrorBody =>
  refusal(
    UNCONFIRMED.rewriteMatcher,
    `HeaderValueMatcher cannot be specified for header ${header} by ${where}: it is supported for response header ` +
      'Set-Cookie only.',
  );

export const rewritePatterns = (document: RawGateway): ArmErrorBody | null =>
  firstOf(setsOf(document), (set) =>
    firstOf(rulesOf(set), (rule) => {
      const where = placeOf(rule, set);
      const conditions = rule.conditions ?? [];
      const matchers = responseHeadersOf(rule).flatMap(({ headerValueMatcher }) => headerValueMatcher ?? []);
      return (
        firstOf(conditions, (condition) => checkVariable(condition, where)) ??
        firstOf([...conditions, ...matchers], ({ pattern }) => checkPattern(pattern, where))
      );
    }),
  );

const checkVariable = ({ variable }: RewriteCondition, where: string): ArmErrorBody | null =>
  CONDITION_VARIABLE.test(variable)
    ? null
    : refusal(
        UNCONFIRMED.rewriteVariable,
        `Variable ${variable} of a condition is not valid for ${where}. It must start with http_req_, http_resp_ or ` +
          'var_.',
      );

function checkPattern(pattern: string, where: string): ArmErrorBody | null {
  try {
    compilePattern(pattern, false);
    return null;
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return refusal(
      UNCONFIRMED.rewritePattern,
      `Pattern ${pattern} is not valid for ${where}: ${error.message}.`,
    );
  }
}

export const rewriteLimits = (document: RawGateway): ArmErrorBody | null =>
  firstOf(setsOf(document), (set) => {
    const rules = rulesOf(set);
    const sum = (count: (rule: Partial<RewriteRule>) => number): number =>
      rules.reduce((total, rule) => total + count(rule), 0);
    const configurations = sum(
      (rule) =>
        requestHeadersOf(rule).length +
        responseHeadersOf(rule).length +
        (rule.actionSet?.urlConfiguration ? 1 : 0),
    );
    const conditions = sum((rule) => rule.conditions?.length ?? 0);
    if (configurations > MOST_CONFIGURATIONS)
      return tooMany('configurations', set.id, configurations, MOST_CONFIGURATIONS);
    return conditions > MOST_CONDITIONS ? tooMany('conditions', set.id, conditions, MOST_CONDITIONS) : null;
  });

const tooMany = (what: string, id: string, count: number, most: number): ArmErrorBody =>
  refusal(
    UNCONFIRMED.rewriteLimit,
    `The number of ${what} of RewriteRuleSet ${id} exceeds the maximum allowed value. The number of ${what} is ` +
      `${count} and the maximum allowed is ${most}.`,
  );
