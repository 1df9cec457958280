import test from 'ava';
import { refusals } from './refusals.ts';

const check = test.macro((t, spec: unknown, ...fields: string[]) => {
  t.deepEqual(
    refusals({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'c' }, spec }),
    fields,
  );
});
const controller = 'azure/application-gateway';
const parameters = { kind: 'K', name: 'n' };

test('controller', check, { controller });
test('controller with a longer path', check, { controller: 'example.com/a/b' });
test('controller missing', check, {}, 'spec.controller');
test('controller without a path', check, { controller: 'azure' }, 'spec.controller');
test('controller with an empty path', check, { controller: 'azure/' }, 'spec.controller');
test('controller without a domain', check, { controller: '/x' }, 'spec.controller');
test('controller too long', check, { controller: `a/${'b'.repeat(249)}` }, 'spec.controller');
test('parameters', check, {
  controller,
  parameters: { ...parameters, apiGroup: 'appgw-ingress.dev', scope: 'Cluster' },
});
test('parameters without kind', check, { controller, parameters: { name: 'n' } }, 'spec.parameters.kind');
test('parameters in a namespace', check, {
  controller,
  parameters: { ...parameters, scope: 'Namespace', namespace: 'x' },
});
test(
  'parameters without the namespace',
  check,
  { controller, parameters: { ...parameters, scope: 'Namespace' } },
  'spec.parameters.namespace',
);
test(
  'parameters with a namespace too many',
  check,
  { controller, parameters: { ...parameters, namespace: 'x' } },
  'spec.parameters.namespace',
);
test(
  'parameters of an unknown scope',
  check,
  { controller, parameters: { ...parameters, scope: 'x' } },
  'spec.parameters.scope',
);
