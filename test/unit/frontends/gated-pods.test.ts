import test from 'ava';
import type { Endpoint } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { gatedPods } from '../../../src/frontends/gated-pods.ts';
import { pod, type PodInit } from '../../helpers/pods.ts';

const GATE = 'target-health.appgw-ingress.dev/x';
const OTHER = 'example.com/other';
const READY: PodInit = { name: 'web-1', ip: '10.0.0.1', gates: [GATE], is: ['ContainersReady'] };
const ENDPOINT: Endpoint = {
  addresses: ['10.0.0.1'],
  targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-1' },
};

const gated = test.macro({
  exec: (t, change: PodInit, expected: boolean, endpoint: Partial<Endpoint> = {}) => {
    const snapshot = createSnapshot([pod({ ...READY, ...change })], 0);
    t.is(gatedPods(snapshot, GATE)({ ...ENDPOINT, ...endpoint }), expected);
  },
  title: (name) => name!,
});
test('waits for nothing but us', gated, {}, true);
test('our gate is open: its slice is only late', gated, { is: ['ContainersReady', GATE] }, true);
test('another gate is open', gated, { gates: [GATE, OTHER], is: ['ContainersReady', OTHER] }, true);
test('another gate is closed', gated, { gates: [GATE, OTHER] }, false);
test('containers that are not ready', gated, { is: [] }, false);
test('told to end', gated, { deletionTimestamp: '2026-01-01T00:00:00Z' }, false);
test('no gate at all', gated, { gates: [] }, false);
test('the gate of another installation', gated, { gates: [`${GATE}y`] }, false);
test('another pod of that name', gated, { ip: '10.0.0.2' }, false);
test('another pod', gated, { name: 'web-2' }, false);
test('no pod', gated, {}, false, { targetRef: { kind: 'Node', name: 'web-1' } });
test('nothing said of the pod', gated, {}, false, { addresses: ['10.0.0.1'], targetRef: {} });

test('readiness gates are off', (t) => {
  t.false(gatedPods(createSnapshot([pod(READY)], 0), undefined)(ENDPOINT));
});
