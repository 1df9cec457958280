import test from 'ava';
import { projectPod } from '../../../../src/kube/projections/pod.ts';
import { kept, metadata } from './_raw.ts';

const probe = {
  httpGet: { path: '/ready', port: 'http', scheme: 'HTTPS' },
  periodSeconds: 5,
  successThreshold: 1,
};
const raw = (
  change: { readonly ip?: string; readonly conditions?: object[]; readonly name?: string } = {},
) => ({
  metadata: { ...metadata, name: change.name ?? 'web', labels: { app: 'web' } },
  spec: {
    nodeName: 'n1',
    containers: [
      {
        name: 'web',
        image: 'web:1',
        env: [{ name: 'A', value: 'b' }],
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        readinessProbe: probe,
        livenessProbe: { tcpSocket: { port: 8080 }, timeoutSeconds: 2 },
      },
    ],
    readinessGates: [{ conditionType: 'appgw-ingress.dev/gate' }],
    volumes: [],
  },
  status: {
    phase: 'Running',
    podIP: change.ip ?? '10.0.0.1',
    containerStatuses: [{ restartCount: 3 }],
    conditions: change.conditions ?? [
      { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' },
      { type: 'PodScheduled', status: 'True' },
      { type: 'appgw-ingress.dev/gate', status: 'False' },
      { type: 'ContainersReady', status: 'True' },
    ],
  },
});
const project = (...change: Parameters<typeof raw>) => projectPod(raw(...change) as never);

test('address, ports, probes, gates and the conditions that decide', (t) => {
  t.deepEqual(project(), {
    kind: 'Pod',
    metadata: { ...kept, labels: { app: 'web' } },
    spec: {
      containers: [
        {
          name: 'web',
          ports: [{ name: 'http', containerPort: 8080 }],
          readinessProbe: { httpGet: { path: '/ready', port: 'http', scheme: 'HTTPS' }, periodSeconds: 5 },
          livenessProbe: { timeoutSeconds: 2 },
        },
      ],
      readinessGates: [{ conditionType: 'appgw-ingress.dev/gate' }],
    },
    status: {
      podIP: '10.0.0.1',
      conditions: [
        { type: 'ContainersReady', status: 'True' },
        { type: 'Ready', status: 'True' },
        { type: 'appgw-ingress.dev/gate', status: 'False' },
      ],
    },
  });
});

test('the order and the times of conditions are no change', (t) => {
  const { conditions } = raw().status;
  const later = conditions.map((condition) => ({ ...condition, lastTransitionTime: '2027-01-01T00:00:00Z' }));
  t.deepEqual(project({ conditions: later.reverse() }), project());
});

test('siblings share what is equal', (t) => {
  const [a, b] = [project(), project({ name: 'web-2', ip: '10.0.0.2' })];
  t.is(a.spec, b.spec);
  t.is(a.metadata.labels, b.metadata.labels);
  t.is(a.status.conditions, b.status.conditions);
  t.not(a.status.podIP, b.status.podIP);
});

const GATE = 'target-health.appgw-ingress.dev/x';
const gated = (status: string) => {
  const { spec, metadata: about } = raw();
  const [ready] = raw().status.conditions;
  const conditions = [ready, { ...ready, type: 'ContainersReady' }, { ...ready, type: GATE, status }];
  const readinessGates = [{ conditionType: GATE }];
  return projectPod({
    metadata: about,
    spec: { ...spec, readinessGates },
    status: { conditions },
  } as never).status.conditions?.filter(({ lastTransitionTime }) => lastTransitionTime !== undefined);
};

test('since when the containers are ready, while our gate is closed and not longer', (t) => {
  const lastTransitionTime = '2026-01-01T00:00:00Z';
  t.deepEqual(gated('False'), [{ type: 'ContainersReady', status: 'True', lastTransitionTime }]);
  t.deepEqual(gated('True'), []);
});

test('how a pod ends', (t) => {
  const containers = [
    { name: 'a', lifecycle: { preStop: { sleep: { seconds: 15 } } } },
    { name: 'b', lifecycle: { preStop: { exec: { command: ['sleep', '15'] } } } },
    { name: 'c', lifecycle: { postStart: {} } },
  ];
  const { spec } = projectPod({ metadata, spec: { containers, terminationGracePeriodSeconds: 60 } });
  t.is(spec.terminationGracePeriodSeconds, 60);
  t.deepEqual(
    spec.containers.map(({ preStop }) => preStop?.sleepSeconds),
    [15, null, undefined],
  );
});

test('a pod that has nothing yet', (t) => {
  t.deepEqual(projectPod({ metadata, spec: { containers: [] } }).status, { conditions: [] });
});
