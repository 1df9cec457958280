/** What means nothing to the gateway costs no PUT. */
import test from 'ava';
import type { ClusterObject, Ingress } from '../../src/cluster/objects.ts';
import { createSnapshot } from '../../src/cluster/snapshot.ts';
import type { SnapshotSource } from '../../src/controller/ports.ts';
import { startChaosAzure } from '../chaos/azure.ts';
import { createRandom } from '../chaos/random.ts';
import { startReplicas } from '../chaos/replicas.ts';
import { makeCertificate, tlsSecret } from '../helpers/certificates.ts';
import { defaultBackend, ingress, NAMESPACE, service, slice } from '../helpers/objects.ts';

type Objects = readonly ClusterObject[];

const WORLD: Objects = [
  ingress({ name: 'web', age: 1, rules: { 'a.com': ['/', '/api api'] }, tls: [['cert', 'a.com']] }),
  ingress({ name: 'other', age: 2, rules: { 'b.com': ['/'] } }),
  service(),
  service({ name: 'api' }),
  slice(['10.0.0.1', '10.0.0.2']),
  slice(['10.0.0.3'], { service: 'api' }),
  tlsSecret(NAMESPACE, 'cert', makeCertificate({ hosts: ['a.com'] })),
  ...defaultBackend(),
];

const withIngresses = (change: (of: Ingress) => Ingress): Objects =>
  WORLD.map((object) => (object.kind === 'Ingress' ? change(object) : object));

const NOISE: { readonly [what: string]: Objects } = {
  'a resync': WORLD.map((object) => structuredClone(object)),
  'another order': WORLD.toReversed(),
  'annotations that are not ours': withIngresses((of) => ({
    ...of,
    metadata: {
      ...of.metadata,
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'example.com/at': 'now' },
    },
  })),
  'labels and versions': withIngresses((of) => ({
    ...of,
    metadata: { ...of.metadata, labels: { team: 'shop' }, resourceVersion: '4711' },
  })),
  'endpoints in another order': WORLD.map((object) =>
    object.kind === 'EndpointSlice' ? { ...object, endpoints: object.endpoints.toReversed() } : object,
  ),
  'a slice that is split in two': [
    ...WORLD.filter((object) => object.kind !== 'EndpointSlice'),
    slice(['10.0.0.2'], { name: 'web-b' }),
    slice(['10.0.0.1'], { name: 'web-a' }),
    slice(['10.0.0.3'], { service: 'api' }),
  ],
  'objects that nobody refers to': [
    ...WORLD,
    service({ name: 'lonely' }),
    slice(['10.9.9.9'], { service: 'lonely' }),
    tlsSecret(NAMESPACE, 'spare', makeCertificate({ hosts: ['c.com'] })),
    ingress({ name: 'foreign', className: 'nginx', age: 3, rules: { 'c.com': ['/'] } }),
  ],
};

test('semantic no-ops, a restart and new leaders cost no PUT', async (t) => {
  const azure = await startChaosAzure();
  let objects = WORLD;
  const listeners = new Set<() => void>();
  const source: SnapshotSource = {
    snapshot: () => ({ snapshot: createSnapshot(objects, azure.clock.now()), diagnostics: [] }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const replicas = startReplicas(azure, source, createRandom(1));
  const change = async (next: Objects): Promise<void> => {
    objects = next;
    for (const listener of listeners) listener();
    await azure.clock.pass(90_000);
  };
  await azure.clock.pass(90_000);
  const first = azure.putTimes.length;
  t.is(first, 1);
  for (const [what, noise] of Object.entries(NOISE)) {
    await change(noise);
    t.is(azure.putTimes.length, first, what);
    await change(WORLD);
    t.is(azure.putTimes.length, first, `the end of ${what}`);
  }
  await replicas.restart();
  await azure.clock.pass(90_000);
  await replicas.newLeader();
  await azure.clock.pass(90_000);
  t.is(azure.putTimes.length, first, 'a restart and a new leader');
  objects = [...WORLD, ingress({ name: 'new', age: 4, rules: { 'new.com': ['/'] } })];
  for (const listener of listeners) listener();
  await azure.clock.pass(90_000);
  t.is(azure.putTimes.length, first + 1, 'what means something does cost one');
  await replicas.stop();
  await azure.close();
});
