import test from 'ava';
import type { AnnotationValues } from '../../../../../src/api/annotations/catalogue.ts';
import { rewriteOf } from '../../../../../src/frontends/ingress/rewrites/rewrite.ts';

const OWNER = { kind: 'Ingress', namespace: 'shop', name: 'web' };
const PATH = { path: '/a', pathType: 'Prefix', backend: {} } as const;
const RESOURCE = {
  kind: 'AzureApplicationGatewayRewrite',
  metadata: { namespace: 'shop', name: 'r' },
  spec: { rewriteRules: [{ name: 'own', ruleSequence: 7 }] },
} as const;

const SURROUNDINGS = { resources: new Map([['shop/r', RESOURCE]]), isEncrypted: true };

const gives = test.macro({
  exec: (t, values: AnnotationValues, expected: string) => {
    const result = rewriteOf(OWNER, values, PATH, SURROUNDINGS);
    if (result.kind === 'refused') return t.is<string, string>(result.problem.code, expected);
    const { rewrite } = result;
    if (rewrite?.kind !== 'own') return t.is(rewrite?.name ?? 'none', expected);
    return t.is(rewrite.rules.map(({ name, sequence }) => `${name} ${sequence}`).join(', '), expected);
  },
  title: (_, values) => JSON.stringify(values),
});
test(gives, {}, 'none');
test(gives, { 'rewrite-rule-set': 'theirs' }, 'theirs');
test(gives, { 'rewrite-rule-set-custom-resource': 'r' }, 'own 100');
test(
  gives,
  { 'rewrite-rule-set-custom-resource': 'r', 'strip-prefix': true, 'request-headers-remove': ['A'] },
  'own 100, headers 200, url 300',
);
test(gives, { 'rewrite-rule-set': 'theirs', 'strip-prefix': true }, 'ANNOTATIONS_EXCLUSIVE');
test(
  gives,
  { 'rewrite-rule-set': 'theirs', 'rewrite-rule-set-custom-resource': 'r' },
  'ANNOTATIONS_EXCLUSIVE',
);
test(gives, { 'rewrite-rule-set-custom-resource': 'x' }, 'REWRITE_RESOURCE_MISSING');

test('a set on the gateway beside others of our own: all are named', (t) => {
  const values = { 'rewrite-rule-set': 'theirs', 'cors-allow-origin': '*', 'strip-prefix': true } as const;
  const result = rewriteOf(OWNER, values, PATH, SURROUNDINGS);
  t.deepEqual(result.kind === 'refused' && result.problem.detail, {
    annotations: ['rewrite-rule-set', 'cors-allow-origin', 'strip-prefix'],
  });
});
