/** A rewrite rule set, its rules in the order in which they run and split into what needs the response and what not. */
import type {
  Child,
  HeaderConfiguration,
  RewriteCondition,
  RewriteRule,
  RewriteRuleSetProperties,
  SubResource,
} from '../../../appgw/wire.ts';
import { compilePattern } from '../../re2.ts';
import { ConfigurationError } from './configuration-error.ts';
import type { GatewayDocument } from './document.ts';
import { MATCHED, parseValue, parseVariable } from './rewrite-values.ts';
import type { Value, Variable } from './rewrite-values.ts';

export type RewriteSet = readonly Rewrite[];

export interface Rewrite {
  readonly requestConditions: readonly Condition[];
  /** They cannot hold before there is a response: a rule that has some leaves the request alone. */
  readonly responseConditions: readonly Condition[];
  readonly requestHeaders: readonly HeaderEdit[];
  readonly responseHeaders: readonly HeaderEdit[];
  readonly url: UrlEdit | null;
}

export interface Matcher {
  readonly pattern: RegExp;
  readonly negate: boolean;
}

export interface Condition extends Matcher {
  /** As written: captures are called by it. */
  readonly text: string;
  readonly variable: Variable;
}

export interface HeaderEdit {
  readonly name: string;
  /** Empty: the header is removed. */
  readonly value: Value;
  /** Picks among repeated headers; null: all of them become this one. */
  readonly matcher: Matcher | null;
}

export interface UrlEdit {
  /** Null: unchanged. */
  readonly path: Value | null;
  readonly query: Value | null;
  readonly reroute: boolean;
}

export interface Rewrites {
  /** Empty without a reference. */
  of(reference: SubResource | undefined, referrer: string): RewriteSet;
}

/** Each set in use is compiled once. */
export function createRewrites(document: GatewayDocument, warn: (message: string) => void): Rewrites {
  const bySet = new Map<Child<RewriteRuleSetProperties>, RewriteSet>();
  return {
    of(reference, referrer) {
      if (!reference) return [];
      const set = document.find('rewriteRuleSets', reference, referrer);
      const compiled = bySet.get(set) ?? compileSet(document, set, warn);
      bySet.set(set, compiled);
      return compiled;
    },
  };
}

function compileSet(
  document: GatewayDocument,
  set: Child<RewriteRuleSetProperties>,
  warn: (message: string) => void,
): RewriteSet {
  const id = document.idOf('rewriteRuleSets', set);
  return (set.properties.rewriteRules ?? [])
    .toSorted((a, b) => a.ruleSequence - b.ruleSequence)
    .map((rule) => compileRule(`${id}, rule ${rule.name},`, rule, warn));
}

function compileRule(
  id: string,
  { conditions = [], actionSet = {} }: Partial<RewriteRule>,
  warn: (message: string) => void,
): Rewrite {
  const warnOf = (problem: string): void => warn(`${id} ${problem}`);
  const compiled = conditions.map((condition) => ({
    text: condition.variable,
    variable: parseVariable(condition.variable, warnOf),
    ...compileMatcher(id, condition),
  }));
  const caught = new Set([...conditions.map(({ variable }) => variable), MATCHED]);
  const value = (text: string): Value => parseValue(text, caught, warnOf);
  const headerEdit = ({
    headerName,
    headerValue = '',
    headerValueMatcher,
  }: HeaderConfiguration): HeaderEdit => ({
    name: headerName,
    value: value(headerValue),
    matcher: headerValueMatcher ? compileMatcher(id, headerValueMatcher) : null,
  });
  const {
    requestHeaderConfigurations = [],
    responseHeaderConfigurations = [],
    urlConfiguration: url,
  } = actionSet;
  return {
    requestConditions: compiled.filter((condition) => !needsResponse(condition)),
    responseConditions: compiled.filter(needsResponse),
    requestHeaders: requestHeaderConfigurations.map(headerEdit),
    responseHeaders: responseHeaderConfigurations.map(headerEdit),
    url: url
      ? {
          path: url.modifiedPath === undefined ? null : value(url.modifiedPath),
          query: url.modifiedQueryString === undefined ? null : value(url.modifiedQueryString),
          reroute: url.reroute ?? false,
        }
      : null,
  };
}

const needsResponse = ({ variable }: Condition): boolean =>
  variable.kind === 'responseHeader' || (variable.kind === 'server' && variable.name === 'http_status');

function compileMatcher(
  id: string,
  { pattern, ignoreCase = false, negate = false }: Omit<RewriteCondition, 'variable'>,
): Matcher {
  try {
    return { pattern: compilePattern(pattern, ignoreCase), negate };
  } catch (cause) {
    throw new ConfigurationError(id, 'has a pattern that cannot be run', cause);
  }
}
