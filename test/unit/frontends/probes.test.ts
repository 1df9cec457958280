import test from 'ava';
import type { Container, Pod } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { workloadProbe } from '../../../src/frontends/probes.ts';
import type { ResolvedBackend } from '../../../src/frontends/backend.ts';
import { service } from '../../helpers/objects.ts';

const LABELS = { app: 'web' };
const http = (path: string, port: number | string = 8080, more: object = {}) => ({
  readinessProbe: { httpGet: { path, port, ...more } },
});
const container = (
  probes: Partial<Container>,
  ports: Container['ports'] = [{ name: 'http', containerPort: 8080 }],
): Container => ({
  name: 'c',
  ports,
  ...probes,
});
const pod = (
  name: string,
  containers: readonly Container[],
  metadata: Partial<Pod['metadata']> = {},
): Pod => ({
  kind: 'Pod',
  metadata: { namespace: 'shop', name, labels: LABELS, ...metadata },
  spec: { containers },
  status: {},
});

function find(pods: readonly Pod[], targetPort: number | string = 8080) {
  const port = { port: 80, targetPort };
  const found = { ...service({ ports: [port] }), spec: { selector: LABELS, ports: [port] } };
  const backend = {
    pool: {
      namespace: 'shop',
      service: 'web',
      targetPort: String(targetPort),
      targetType: 'pod',
      endpoints: [],
    },
    port: 8080,
    target: { service: found, port },
  } as const satisfies ResolvedBackend;
  return workloadProbe(createSnapshot(pods, 0), backend);
}
const asks = test.macro({
  exec: (t, pods: readonly Pod[], expected: string | null, targetPort: number | string = 8080) => {
    const found = find(pods, targetPort);
    t.is(
      found && `${found.scheme} ${found.port}${found.isServing ? '' : ' elsewhere'} ${found.probe.path}`,
      expected,
    );
  },
  title: (name) => name!,
});
test('no pods', asks, [], null);
test('a readiness probe', asks, [pod('a', [container(http('/up'))])], 'Http 8080 /up');
test('by the name of a port', asks, [pod('a', [container(http('/up', 'http'))])], 'Http 8080 /up', 'http');
test(
  'readiness before liveness',
  asks,
  [pod('a', [container({ ...http('/ready'), livenessProbe: { httpGet: { path: '/live', port: 8080 } } })])],
  'Http 8080 /ready',
);
test(
  'liveness where readiness is by TCP',
  asks,
  [pod('a', [container({ readinessProbe: {}, livenessProbe: { httpGet: { path: '/live', port: 8080 } } })])],
  'Http 8080 /live',
);
test('neither is by HTTP', asks, [pod('a', [container({ readinessProbe: {} })])], null);
test('another port', asks, [pod('a', [container(http('/up', 9090))])], 'Http 9090 elsewhere /up');
test('https', asks, [pod('a', [container(http('/up', 8080, { scheme: 'HTTPS' }))])], 'Https 8080 /up');
test(
  'of the container with the port',
  asks,
  [pod('a', [container(http('/side', 1), [{ containerPort: 1 }]), container(http('/up'))])],
  'Http 8080 /up',
);
test('a name that no container knows', asks, [pod('a', [container(http('/up', 'admin'))])], null);
test(
  'what most say',
  asks,
  [
    pod('a', [container(http('/old'))]),
    pod('b', [container(http('/new'))]),
    pod('c', [container(http('/new'))]),
  ],
  'Http 8080 /new',
);
test(
  'one that is going has no say',
  asks,
  [pod('a', [container(http('/old'))], { deletionTimestamp: 'now' })],
  null,
);
test('of another namespace', asks, [pod('a', [container(http('/up'))], { namespace: 'x' })], null);
test('a relative path', asks, [pod('a', [container(http('up'))])], 'Http 8080 /up');

test('times: defaults of Kubernetes, limits of the gateway', (t) => {
  const probe = (times: object) =>
    find([pod('a', [container({ readinessProbe: { httpGet: { port: 8080 }, ...times } })])])?.probe;
  t.like(probe({}), { interval: 10, timeout: 1, unhealthyThreshold: 3, statusCodes: ['200-399'] });
  t.like(probe({ periodSeconds: 3, timeoutSeconds: 9, failureThreshold: 60 }), {
    interval: 3,
    timeout: 3,
    unhealthyThreshold: 20,
  });
});
