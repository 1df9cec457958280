import test from 'ava';
import type { Node } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { resolveNodePort } from '../../../src/frontends/nodes.ts';
import { service } from '../../helpers/objects.ts';
import { told } from '../../helpers/pipeline.ts';

const BY = { kind: 'Ingress', namespace: 'shop', name: 'web' };
const node = (address: string, ready = true, metadata: Partial<Node['metadata']> = {}): Node => ({
  kind: 'Node',
  metadata: { namespace: '', name: `n-${address}`, ...metadata },
  spec: {},
  status: {
    addresses: [
      { type: 'Hostname', address: 'n' },
      { type: 'InternalIP', address: 'fd00::1' },
      { type: 'InternalIP', address },
    ],
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
  },
});

const resolves = test.macro({
  exec: (t, nodes: readonly Node[], nodePort: number | undefined, expected: string, ...codes: string[]) => {
    const port = { port: 80, targetPort: 8080, ...(nodePort === undefined ? {} : { nodePort }) };
    const { backend, problems } = resolveNodePort(createSnapshot(nodes, 0), service({ ports: [port] }), port);
    const text = backend
      ? [backend.port, ...backend.pool.endpoints.map(({ address, state }) => `${address} ${state}`)].join(
          ', ',
        )
      : 'refused';
    t.is(text, expected);
    t.deepEqual(
      told(problems(BY)),
      codes.map((code) => `${code} Ingress/shop/web`),
    );
  },
  title: (name) => name!,
});
test(
  'IPv4 addresses of the nodes, sorted',
  resolves,
  [node('10.0.0.2'), node('10.0.0.1')],
  30080,
  '30080, 10.0.0.1 ready, 10.0.0.2 ready',
);
test('a node that is not ready', resolves, [node('10.0.0.1', false)], 30080, '30080, 10.0.0.1 notReady');
test(
  'excluded and deleted ones',
  resolves,
  [
    node('10.0.0.1', true, { labels: { 'node.kubernetes.io/exclude-from-external-load-balancers': '' } }),
    node('10.0.0.2', true, { deletionTimestamp: '2026-01-01T00:00:00Z' }),
  ],
  30080,
  '30080',
  'NO_NODES',
);
test('no node port', resolves, [node('10.0.0.1')], undefined, 'refused', 'NODE_PORT_MISSING');
