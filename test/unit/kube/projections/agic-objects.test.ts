import test from 'ava';
import { projectProhibitedTarget, projectRewrite } from '../../../../src/kube/projections/agic-objects.ts';
import { kept, metadata } from './_raw.ts';

const rewriteRules = [{ name: 'r', ruleSequence: 1, actions: { urlConfiguration: { modifiedPath: '/x' } } }];

test('a rewrite', (t) => {
  const expected = { kind: 'AzureApplicationGatewayRewrite', metadata: kept } as const;
  t.deepEqual(projectRewrite({ metadata, spec: { rewriteRules } }), { ...expected, spec: { rewriteRules } });
  t.deepEqual(projectRewrite({ metadata }), { ...expected, spec: { rewriteRules: [] } });
});

test('a prohibited target', (t) => {
  const expected = { kind: 'AzureIngressProhibitedTarget', metadata: kept } as const;
  const spec = { hostname: 'a.com', paths: ['/*'] };
  t.deepEqual(projectProhibitedTarget({ metadata, spec }), { ...expected, spec });
  t.deepEqual(projectProhibitedTarget({ metadata }), { ...expected, spec: {} });
});
