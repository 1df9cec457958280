import test from 'ava';
import { accepted, refusals, unknownFields } from './refusals.ts';

const rewrite = (spec: unknown) => ({
  apiVersion: 'appgw.ingress.azure.io/v1beta1',
  kind: 'AzureApplicationGatewayRewrite',
  metadata: { name: 'r' },
  spec,
});
const rule = (members: object) => ({ rewriteRules: [members] });
const check = test.macro((t, spec: unknown, ...fields: string[]) =>
  t.deepEqual(refusals(rewrite(spec)), fields),
);
const RULE = 'spec.rewriteRules[0]';

test('nothing is required', check, {});
test('not even a spec', check, undefined);
test('no rule', check, { rewriteRules: [] }, 'spec.rewriteRules');
test('sequence', check, rule({ ruleSequence: '1' }), `${RULE}.ruleSequence`);
test('condition', check, rule({ conditions: [{ ignoreCase: 'yes' }] }), `${RULE}.conditions[0].ignoreCase`);
test(
  'action type',
  check,
  rule({ actions: { requestHeaderConfigurations: [{ actionType: 'Set' }] } }),
  `${RULE}.actions.requestHeaderConfigurations[0].actionType`,
);
test(
  'reroute',
  check,
  rule({ actions: { urlConfiguration: { reroute: 'true' } } }),
  `${RULE}.actions.urlConfiguration.reroute`,
);

test('a member that the schema does not have is noted', (t) => {
  t.deepEqual(unknownFields(rewrite(rule({ sequence: 1, actions: { urlConfig: {} } }))), [
    `${RULE}.sequence`,
    `${RULE}.actions.urlConfig`,
  ]);
});

test('everything is read', (t) => {
  const spec = rule({
    name: 'r1',
    ruleSequence: 21,
    conditions: [{ variable: 'var_host', pattern: '^a', ignoreCase: true, negate: false }],
    actions: {
      requestHeaderConfigurations: [{ actionType: 'set', headerName: 'X-A', headerValue: '1' }],
      responseHeaderConfigurations: [{ actionType: 'delete', headerName: 'Server' }],
      urlConfiguration: { modifiedPath: '/x', modifiedQueryString: '', reroute: false },
    },
  });
  t.deepEqual(accepted(rewrite(spec)), {
    kind: 'AzureApplicationGatewayRewrite',
    metadata: { namespace: 'default', name: 'r' },
    spec,
  });
});
