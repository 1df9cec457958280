import test from 'ava';
import { readObject } from '../../../../src/manifests/kinds/read-object.ts';

const check = test.macro((t, value: unknown, expected: object) => {
  t.like(readObject(value), expected);
});
const typed = (apiVersion: unknown, kind: unknown) => ({ apiVersion, kind, metadata: { name: 'x' } });

test('a scalar', check, 'x', { outcome: 'notAnObject' });
test('a list', check, [], { outcome: 'notAnObject' });
test('no apiVersion', check, typed(undefined, 'Ingress'), {
  outcome: 'notAnObject',
  reason: 'apiVersion is missing',
});
test('no kind', check, typed('v1', ''), { outcome: 'notAnObject', reason: 'kind is missing' });
test('an unknown kind', check, typed('v1', 'ServiceAccount'), { outcome: 'ignored', kind: 'ServiceAccount' });
test('a kind named as in Object.prototype', check, typed('v1', 'constructor'), { outcome: 'ignored' });
test('a kind of another group', check, typed('serving.knative.dev/v1', 'Service'), {
  outcome: 'ignored',
  kind: 'Service.serving.knative.dev',
});
for (const [apiVersion, kind, use] of [
  ['extensions/v1beta1', 'Ingress', 'networking.k8s.io/v1'],
  ['networking.k8s.io/v1beta1', 'Ingress', 'networking.k8s.io/v1'],
  ['networking.k8s.io/v1beta1', 'IngressClass', 'networking.k8s.io/v1'],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', 'discovery.k8s.io/v1'],
  ['v2', 'Service', 'v1'],
] as const) {
  const namespace = kind === 'IngressClass' ? '' : 'default';
  test(`${kind} as ${apiVersion}`, check, typed(apiVersion, kind), {
    outcome: 'unserved',
    apiVersion,
    use,
    ref: { kind, namespace, name: 'x' },
  });
}
test(
  'a refused object is named as far as it can be',
  check,
  { apiVersion: 'v1', kind: 'Service', metadata: 5 },
  {
    outcome: 'refused',
    ref: { kind: 'Service', namespace: 'default', name: '' },
  },
);
test(
  'a Deployment',
  check,
  {
    ...typed('apps/v1', 'Deployment'),
    spec: {
      replicas: 3,
      template: {
        metadata: { labels: { app: 'a' } },
        spec: {
          containers: [{ name: 'a', image: 'a:1', livenessProbe: { httpGet: { port: 1, path: '/x' } } }],
        },
      },
    },
  },
  {
    outcome: 'object',
    object: {
      kind: 'Deployment',
      replicas: 3,
      podLabels: { app: 'a' },
      containers: [{ name: 'a', livenessProbe: { httpGet: { port: 1, path: '/x' } } }],
    },
  },
);
