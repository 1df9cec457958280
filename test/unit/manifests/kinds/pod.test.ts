import test from 'ava';
import { accepted, refusals } from './refusals.ts';

const pod = (spec: unknown, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec,
  ...more,
});
const container = (members: object = {}) => ({ name: 'web', image: 'web:1', ...members });
const check = test.macro((t, spec: unknown, ...fields: string[]) => t.deepEqual(refusals(pod(spec)), fields));
const CONTAINER = 'spec.containers[0]';

test('one container', check, { containers: [container()] });
test('no spec', check, undefined, 'spec.containers');
test('no container', check, { containers: [] }, 'spec.containers');
test('no name', check, { containers: [{ image: 'x' }] }, `${CONTAINER}.name`);
test('no image', check, { containers: [{ name: 'x' }] }, `${CONTAINER}.image`);
test('name', check, { containers: [container({ name: 'A' })] }, `${CONTAINER}.name`);
test('the same name', check, { containers: [container(), container()] }, 'spec.containers[1].name');
test(
  'gate',
  check,
  { containers: [container()], readinessGates: [{}] },
  'spec.readinessGates[0].conditionType',
);

const ports = test.macro((t, list: readonly object[], ...fields: string[]) =>
  t.deepEqual(
    refusals(pod({ containers: [container({ ports: list })] })),
    fields.map((field) => `${CONTAINER}.${field}`),
  ),
);
test('ports', ports, [{ containerPort: 80, name: 'http' }, { containerPort: 81 }, { containerPort: 82 }]);
test('port 0', ports, [{ containerPort: 0 }], 'ports[0].containerPort');
test('port missing', ports, [{ name: 'http' }], 'ports[0].containerPort');
test('port name', ports, [{ containerPort: 80, name: 'HTTP' }], 'ports[0].name');
test(
  'port name twice',
  ports,
  [
    { containerPort: 80, name: 'http' },
    { containerPort: 81, name: 'http' },
  ],
  'ports[1].name',
);

test('what is read of it', (t) => {
  const status = {
    phase: 'Running',
    podIP: '10.244.0.5',
    conditions: [{ type: 'Ready', status: 'True', lastProbeTime: null }],
  };
  const spec = {
    nodeName: 'n1',
    containers: [
      container({
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        livenessProbe: { exec: {} },
      }),
    ],
    readinessGates: [{ conditionType: 'example.com/gate' }],
  };
  t.deepEqual(accepted(pod(spec, { status })), {
    kind: 'Pod',
    metadata: { namespace: 'default', name: 'p' },
    spec: {
      containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 8080 }], livenessProbe: {} }],
      readinessGates: [{ conditionType: 'example.com/gate' }],
    },
    status: { podIP: '10.244.0.5', conditions: [{ type: 'Ready', status: 'True' }] },
  });
});
