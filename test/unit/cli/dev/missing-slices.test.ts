import test from 'ava';
import { missingSlices } from '../../../../src/cli/dev/missing-slices.ts';
import type { ClusterObject } from '../../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import type { Workload } from '../../../../src/manifests/kinds/workload.ts';
import { NAMESPACE, service, slice } from '../../../helpers/objects.ts';
import { pod } from '../../../helpers/pods.ts';

const deployment = (name: string, replicas: number): Workload => ({
  kind: 'Deployment',
  metadata: { namespace: NAMESPACE, name },
  podLabels: { app: 'web' },
  containers: [],
  replicas,
});

const made = (objects: readonly ClusterObject[], workloads: readonly Workload[] = []) =>
  missingSlices(createSnapshot(objects, 0), workloads);
const pods = (objects: readonly ClusterObject[], workloads: readonly Workload[] = []): readonly string[] =>
  made(objects, workloads).flatMap(({ endpoints }) =>
    endpoints.map(({ targetRef }) => targetRef?.name ?? ''),
  );

for (const [title, objects, workloads, expected] of [
  ['a Service alone has one Pod', [service()], [], ['web-1']],
  ['also without selector', [service({ selector: null })], [], ['web-1']],
  ['a slice of its own is enough', [service(), slice(['10.0.0.1'])], [], []],
  ['an ExternalName has none', [service({ type: 'ExternalName', externalName: 'x.com' })], [], []],
  ['a Service without ports has none', [service({ ports: [] })], [], []],
  ['Pods that it selects', [service(), pod({ name: 'p' }), pod({ name: 'q' })], [], ['p', 'q']],
  ['replicas of a Deployment', [service()], [deployment('d', 2)], ['d-1', 'd-2']],
  ['at most three of all', [service(), pod({ name: 'p' })], [deployment('d', 9)], ['p', 'd-1', 'd-2']],
  ['a Deployment that is scaled to zero has none', [service()], [deployment('d', 0)], []],
  ['not those of other labels', [service(), pod({ labels: { app: 'x' } })], [], ['web-1']],
  ['nor of other namespaces', [service(), pod({ namespace: 'x' })], [], ['web-1']],
  ['an empty selector selects nothing', [service({ selector: {} }), pod()], [], ['web-1']],
] as const satisfies readonly (readonly [string, ClusterObject[], Workload[], string[]])[]) {
  test(title, (t) => t.deepEqual(pods(objects, workloads), expected));
}

test('a Pod keeps its address while others come and go, and no two have one', (t) => {
  const many = Array.from({ length: 300 }, (_, index) => service({ name: `s${index}` }));
  const slices = made(many);
  t.is(new Set(slices.flatMap(({ endpoints }) => endpoints[0]!.addresses)).size, 300);
  const one = slices.find(({ metadata }) => metadata.name === 's7-dev');
  t.deepEqual(made([many[7]!])[0]!.endpoints, one!.endpoints);
});

test('an address of the files is not given away', (t) => {
  const [address] = made([service()])[0]!.endpoints[0]!.addresses;
  const other = [service({ name: 'other' }), slice([address!], { service: 'other' })];
  t.notDeepEqual(made([service(), ...other])[0]!.endpoints[0]!.addresses, [address!]);
});

test('each port of the Service, with the number of the Pod where it is known', (t) => {
  const ports = [
    { name: 'a', port: 80, targetPort: 8080 },
    { name: 'b', port: 81, targetPort: 'named' },
    { name: 'c', port: 82, protocol: 'UDP' },
  ] as const;
  t.deepEqual(made([service({ ports })])[0]!.ports, [
    { name: 'a', protocol: 'TCP', port: 8080 },
    { name: 'b', protocol: 'TCP', port: 81 },
    { name: 'c', protocol: 'UDP', port: 82 },
  ]);
});
