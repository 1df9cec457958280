/** An AzureApplicationGatewayRewrite of AGIC -> rules. Its `actionType` is heeded, which AGIC does not. */
import type { AzureApplicationGatewayRewrite } from '../../../cluster/objects.ts';
import { diagnose } from '../../../diagnostics/diagnostic.ts';
import type { HeaderRewrite, Owner } from '../../../routing/model.ts';
import { problemOf } from './pattern.ts';
import type { RewriteResources, Rules } from './rules.ts';

type Rule = AzureApplicationGatewayRewrite['spec']['rewriteRules'][number];
type Headers = NonNullable<NonNullable<Rule['actions']>['requestHeaderConfigurations']>;

export function resourceRules(owner: Owner, name: string | undefined, resources: RewriteResources): Rules {
  if (name === undefined) return { kind: 'rules', rules: [] };
  const resource = resources.get(`${owner.namespace}/${name}`);
  if (!resource) {
    const detail = { resource: `${owner.namespace}/${name}` };
    return { kind: 'refused', problem: diagnose('REWRITE_RESOURCE_MISSING', owner, detail) };
  }
  const rules = resource.spec.rewriteRules.toSorted((a, b) => (a.ruleSequence ?? 0) - (b.ruleSequence ?? 0));
  for (const { conditions = [] } of rules) {
    for (const { pattern = '' } of conditions) {
      const reason = problemOf(pattern);
      if (reason === null) continue;
      const detail = { resource: `${owner.namespace}/${name}`, pattern, reason };
      return { kind: 'refused', problem: diagnose('REWRITE_RESOURCE_REFUSED', owner, detail) };
    }
  }
  return { kind: 'rules', rules: rules.map(toRule) };
}

const toRule = ({ name, conditions = [], actions = {} }: Rule, index: number) => ({
  name: name ?? `rule-${index + 1}`,
  conditions: conditions.map(({ variable = '', pattern = '', ignoreCase = false, negate = false }) => ({
    variable,
    pattern,
    ignoreCase,
    negate,
  })),
  requestHeaders: headers(actions.requestHeaderConfigurations),
  responseHeaders: headers(actions.responseHeaderConfigurations),
  url: actions.urlConfiguration
    ? {
        // Nobody asks for an empty path, but its Go type writes one where only the query is given.
        path: actions.urlConfiguration.modifiedPath || null,
        query: actions.urlConfiguration.modifiedQueryString ?? null,
        reroute: actions.urlConfiguration.reroute ?? false,
      }
    : null,
});

const headers = (configurations: Headers = []): readonly HeaderRewrite[] =>
  configurations.map(({ actionType, headerName = '', headerValue = '' }) => ({
    name: headerName,
    value: actionType === 'delete' ? '' : headerValue,
  }));
