import test from 'ava';
import type { RewriteRuleSpec } from '../../../../../src/cluster/objects.ts';
import { resourceRules } from '../../../../../src/frontends/ingress/rewrites/resource.ts';

const OWNER = { kind: 'Ingress', namespace: 'shop', name: 'web' };
const rules = (rewriteRules: readonly RewriteRuleSpec[], name: string | undefined = 'r') => {
  const metadata = { namespace: 'shop', name: 'r' };
  const resource = { kind: 'AzureApplicationGatewayRewrite', metadata, spec: { rewriteRules } } as const;
  return resourceRules(OWNER, name, new Map([['shop/r', resource]]));
};
const made = (spec: RewriteRuleSpec) => {
  const result = rules([spec]);
  return result.kind === 'rules' ? result.rules[0]! : null;
};

test('none is named', (t) =>
  t.deepEqual(resourceRules(OWNER, undefined, new Map()), { kind: 'rules', rules: [] }));
test('it does not exist', (t) => t.like(rules([], 'x'), { problem: { code: 'REWRITE_RESOURCE_MISSING' } }));
test('a pattern that is no RE2', (t) =>
  t.like(rules([{ conditions: [{ variable: 'var_host', pattern: '(?=a)' }] }]), {
    problem: { code: 'REWRITE_RESOURCE_REFUSED', detail: { pattern: '(?=a)' } },
  }));
test('in the order of their sequence', (t) => {
  const result = rules([
    { name: 'b', ruleSequence: 2 },
    { name: 'a', ruleSequence: 1 },
  ]);
  t.deepEqual(result.kind === 'rules' && result.rules.map(({ name }) => name), ['a', 'b']);
});
test('AGIC sends the value also where it says delete; here it is removed', (t) => {
  const headers = [
    { actionType: 'delete', headerName: 'A', headerValue: 'x' },
    { actionType: 'set', headerName: 'B', headerValue: 'y' },
    { headerName: 'C', headerValue: 'z' },
  ] as const;
  t.deepEqual(made({ actions: { requestHeaderConfigurations: headers } })?.requestHeaders, [
    { name: 'A', value: '' },
    { name: 'B', value: 'y' },
    { name: 'C', value: 'z' },
  ]);
});
for (const [given, url] of [
  [{ modifiedPath: '/a' }, { path: '/a', query: null, reroute: false }],
  [
    { modifiedPath: '', modifiedQueryString: '' },
    { path: null, query: '', reroute: false },
  ],
  [
    { modifiedQueryString: 'a=1', reroute: true },
    { path: null, query: 'a=1', reroute: true },
  ],
  [undefined, null],
] as const)
  test(`URL: ${JSON.stringify(given)}`, (t) =>
    t.deepEqual(made({ actions: given ? { urlConfiguration: given } : {} })?.url, url));
