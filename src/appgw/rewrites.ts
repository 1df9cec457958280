/** rewriteRuleSets: identity is the content, so that equal ones are shared; or a set of somebody else's by its name. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Owner, Rewrite, RewriteRule } from '../routing/model.ts';
import type { Limits } from './limits.ts';
import type { LiveGateway } from './live.ts';
import { makePart, referenceTo, type Part } from './part.ts';
import { findForeign } from './referable.ts';
import type * as wire from './wire.ts';

export interface RewriteUse {
  readonly reference: wire.SubResource;
  /** Whether the path rules are tried again: a Basic rule has none, and ARM refuses it there. */
  readonly reroutes: boolean;
}

/** For a set that `rewriteRefusal` lets through. */
export function rewriteUse(
  live: LiveGateway,
  rewrite: Rewrite,
): { readonly use: RewriteUse; readonly parts: readonly Part<'rewriteRuleSets'>[] } | null {
  if (rewrite.kind === 'onGateway') {
    const child = findForeign(live, 'rewriteRuleSets', rewrite.name);
    return child && { use: { reference: { id: child.id }, reroutes: reroutes(child.properties) }, parts: [] };
  }
  const properties = { rewriteRules: rewrite.rules.map(toRule) };
  const readable = rewrite.rules.map(({ name }) => name).join('-');
  const part = makePart(live, 'rewriteRuleSets', [JSON.stringify(properties)], readable, properties);
  return { use: { reference: referenceTo(live, part), reroutes: reroutes(properties) }, parts: [part] };
}

export const reroutes = ({ rewriteRules }: wire.RewriteRuleSetProperties): boolean =>
  (rewriteRules ?? []).some(({ actionSet }) => actionSet?.urlConfiguration?.reroute === true);

const toRule = ({
  name,
  sequence,
  conditions,
  requestHeaders,
  responseHeaders,
  url,
}: RewriteRule): wire.RewriteRule => ({
  name,
  ruleSequence: sequence,
  ...(conditions.length > 0 && {
    conditions: conditions.map(({ variable, pattern, ignoreCase, negate }) => ({
      variable,
      pattern,
      ignoreCase,
      negate,
    })),
  }),
  actionSet: {
    ...(requestHeaders.length > 0 && { requestHeaderConfigurations: requestHeaders.map(toHeader) }),
    ...(responseHeaders.length > 0 && { responseHeaderConfigurations: responseHeaders.map(toHeader) }),
    ...(url && {
      urlConfiguration: {
        ...(url.path !== null && { modifiedPath: url.path }),
        ...(url.query !== null && { modifiedQueryString: url.query }),
        reroute: url.reroute,
      },
    }),
  },
});

const toHeader = ({ name, value }: RewriteRule['requestHeaders'][number]): wire.HeaderConfiguration => ({
  headerName: name,
  headerValue: value,
});

/** Why the gateway cannot take the set; null: it can. */
export function rewriteRefusal(
  rewrite: Rewrite,
  { live, limits }: { readonly live: LiveGateway; readonly limits: Limits },
): ((owner: Owner, item: string) => Diagnostic) | null {
  if (rewrite.kind === 'onGateway') {
    return findForeign(live, 'rewriteRuleSets', rewrite.name)
      ? null
      : (owner, item) => diagnose('REWRITE_SET_NOT_ON_GATEWAY', owner, { rewriteSet: rewrite.name, item });
  }
  const { rules } = rewrite;
  if (live.sku.toLowerCase() === 'basic' && rules.some(({ url }) => url !== null)) {
    return (owner, item) =>
      diagnose('FEATURE_NOT_IN_SKU', owner, { item, feature: 'URL rewrite', sku: live.sku });
  }
  const exceeded = [
    {
      what: 'header and URL changes in one rewrite set',
      used: rules.reduce((sum, rule) => sum + changesOf(rule), 0),
      limit: limits.configurationsPerRewriteSet,
    },
    {
      what: 'conditions in one rewrite set',
      used: rules.reduce((sum, { conditions }) => sum + conditions.length, 0),
      limit: limits.conditionsPerRewriteSet,
    },
  ].find(({ used, limit }) => used > limit);
  return exceeded ? (owner, item) => diagnose('LIMIT_REACHED', owner, { ...exceeded, item }) : null;
}

const changesOf = ({ requestHeaders, responseHeaders, url }: RewriteRule): number =>
  requestHeaders.length + responseHeaders.length + (url ? 1 : 0);

/** Whether every request comes back to the path rules, with nothing that could end it. */
export const alwaysReroutes = (rewrite: Rewrite): boolean =>
  rewrite.kind === 'own' &&
  rewrite.rules.some(({ url, conditions }) => url?.reroute === true && conditions.length === 0);
