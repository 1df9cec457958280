import test from 'ava';
import { projectNode } from '../../../../src/kube/projections/node.ts';
import { kept, metadata } from './_raw.ts';

const node = (heartbeat: string, ready = 'True') =>
  projectNode({
    metadata,
    spec: { podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24'], providerID: 'azure:///x' },
    status: {
      addresses: [
        { type: 'Hostname', address: 'n1' },
        { type: 'InternalIP', address: '10.9.0.4' },
      ],
      conditions: [
        { type: 'MemoryPressure', status: 'False', lastHeartbeatTime: heartbeat },
        { type: 'Ready', status: ready, lastHeartbeatTime: heartbeat },
      ],
      images: [{ names: [heartbeat] }],
    },
  });

test('labels, addresses, pod network, and whether it is ready', (t) => {
  t.deepEqual(node('2026-01-01T00:00:00Z'), {
    kind: 'Node',
    metadata: { ...kept, labels: metadata.labels },
    spec: { podCIDR: '10.244.1.0/24' },
    status: {
      addresses: [{ type: 'InternalIP', address: '10.9.0.4' }],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  });
});

test('a heartbeat is no change, a node that fails is', (t) => {
  t.deepEqual(node('2026-01-01T00:05:00Z'), node('2026-01-01T00:00:00Z'));
  t.notDeepEqual(node('2026-01-01T00:00:00Z', 'Unknown'), node('2026-01-01T00:00:00Z'));
});

test('a node that is drained, without status yet', (t) => {
  t.deepEqual(projectNode({ metadata: { name: 'n1' }, spec: { unschedulable: true } }), {
    kind: 'Node',
    metadata: { namespace: '', name: 'n1' },
    spec: { unschedulable: true },
    status: { addresses: [], conditions: [] },
  });
});
