import test from 'ava';
import { accepted, refusals } from './refusals.ts';

const node = (members: object) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, ...members });
const check = test.macro((t, members: object, ...fields: string[]) => {
  t.deepEqual(refusals(node(members)), fields);
});
test('bare', check, {});
test('address', check, { status: { addresses: [{ type: 'InternalIP' }] } }, 'status.addresses[0].address');
test(
  'condition',
  check,
  { status: { conditions: [{ type: 'Ready', status: 'yes' }] } },
  'status.conditions[0].status',
);

test('what is read of it; a namespace is dropped', (t) => {
  const status = {
    addresses: [{ type: 'InternalIP', address: '10.9.0.4' }],
    conditions: [{ type: 'Ready', status: 'True', lastHeartbeatTime: '2026-01-01T00:00:00Z' }],
    images: [],
  };
  const spec = { podCIDR: '10.244.0.0/24', unschedulable: true, providerID: 'x' };
  t.deepEqual(accepted({ ...node({ spec, status }), metadata: { name: 'n1', namespace: 'shop' } }), {
    kind: 'Node',
    metadata: { namespace: '', name: 'n1' },
    spec: { podCIDR: '10.244.0.0/24', unschedulable: true },
    status: {
      addresses: [{ type: 'InternalIP', address: '10.9.0.4' }],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  });
});
