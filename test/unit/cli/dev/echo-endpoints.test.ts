import test from 'ava';
import { echoEndpoints } from '../../../../src/cli/dev/echo-endpoints.ts';
import type { ClusterObject, EndpointSlice, Node } from '../../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { NAMESPACE, service, slice } from '../../../helpers/objects.ts';
import { pod } from '../../../helpers/pods.ts';

const echoes = (...objects: readonly ClusterObject[]) =>
  echoEndpoints(createSnapshot(objects, 0)).map(
    ({ address, port, service, pod, rootStatus }) =>
      `${address}:${port} ${service} ${pod} ${rootStatus ?? ''}`,
  );

test('every TCP endpoint of the slices answers, and says who it is', (t) => {
  t.deepEqual(echoes(service(), slice(['10.0.0.1', '10.0.0.2 notReady'])), [
    '10.0.0.1:8080 web 10.0.0.1 ',
    '10.0.0.2:8080 web 10.0.0.2 ',
  ]);
  t.deepEqual(echoes(slice(['fd00::1'], { addressType: 'IPv6' })), []);
});

for (const [status, expected] of [
  ['404', '404'],
  ['99', ''],
  ['600', ''],
  ['x', ''],
] as const) {
  test(`root status ${status} of the Service is taken as ${expected || '200'}`, (t) => {
    const annotations = { 'dev.appgw-ingress.dev/root-status': status };
    t.deepEqual(echoes(service({ annotations }), slice(['10.0.0.1'])), [
      `10.0.0.1:8080 web 10.0.0.1 ${expected}`,
    ]);
  });
}

test('a Pod answers on the ports of its containers, and where its probes ask', (t) => {
  const found: EndpointSlice = slice(['10.0.0.1', '10.0.0.2']);
  const [first, second] = found.endpoints;
  const targetRef = { kind: 'Pod', namespace: NAMESPACE, name: 'p' };
  const readinessProbe = { httpGet: { port: 8082 } };
  const containers = [
    { name: 'web', ports: [{ containerPort: 8080 }, { containerPort: 8081 }], readinessProbe },
  ];
  t.deepEqual(
    echoes(pod({ name: 'p', containers }), { ...found, endpoints: [{ ...first!, targetRef }, second!] }),
    ['10.0.0.1:8080 web p ', '10.0.0.1:8081 web p ', '10.0.0.1:8082 web p ', '10.0.0.2:8080 web 10.0.0.2 '],
  );
});

test('a node answers on the node ports', (t) => {
  const node: Node = {
    kind: 'Node',
    metadata: { namespace: '', name: 'n' },
    spec: {},
    status: {
      addresses: [
        { type: 'Hostname', address: 'n' },
        { type: 'InternalIP', address: '10.2.0.1' },
      ],
    },
  };
  const ports = [{ port: 80, nodePort: 30080 }, { port: 81 }];
  t.deepEqual(echoes(node, service({ type: 'NodePort', ports })), ['10.2.0.1:30080 web n ']);
});
