import test from 'ava';
import { accepted, refusals, unknownFields } from './refusals.ts';

const target = (spec: unknown) => ({
  apiVersion: 'appgw.ingress.k8s.io/v1',
  kind: 'AzureIngressProhibitedTarget',
  metadata: { name: 't' },
  spec,
});
const paths = test.macro((t, path: unknown, isAccepted: boolean) =>
  t.deepEqual(refusals(target({ paths: [path] })), isAccepted ? [] : ['spec.paths[0]']),
);
test('/*', paths, '/*', true);
test('/a/*', paths, '/a/*', true);
test('/a/b/*', paths, '/a/b/*', true);
test('/a', paths, '/a', false);
test('/a*', paths, '/a*', false);
test('a/*', paths, 'a/*', false);
test('a number', paths, 5, false);

test('everything', (t) => {
  const spec = { hostname: 'a.com', paths: ['/*'] };
  t.like(accepted(target(spec)), { metadata: { namespace: 'default' }, spec });
  t.deepEqual(refusals(target(undefined)), []);
  t.deepEqual(unknownFields(target({ ip: '10.0.0.1' })), ['spec.ip']);
});
