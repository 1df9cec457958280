import test from 'ava';
import { standInPods } from '../../../../src/cli/dev/stand-in-pods.ts';
import type { ClusterObject, Container } from '../../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { NAMESPACE } from '../../../helpers/objects.ts';
import { pod } from '../../../helpers/pods.ts';

const CONTAINERS: readonly Container[] = [{ name: 'web', readinessProbe: { httpGet: { port: 8080 } } }];
const stand = (replicas: number, ...objects: readonly ClusterObject[]) =>
  standInPods(createSnapshot(objects, 0), [
    {
      kind: 'Deployment',
      metadata: { namespace: NAMESPACE, name: 'web' },
      replicas,
      podLabels: { app: 'web' },
      containers: CONTAINERS,
    },
  ]);
const names = test.macro({
  exec: (t, replicas: number, objects: readonly ClusterObject[], expected: readonly string[]) =>
    t.deepEqual(
      stand(replicas, ...objects).map(({ metadata }) => metadata.name),
      expected,
    ),
  title: (name) => name!,
});
test('one for each replica', names, 2, [], ['web-1', 'web-2']);
test('at most three', names, 9, [], ['web-1', 'web-2', 'web-3']);
test('none of a Deployment that is scaled to zero', names, 0, [], []);
test('none beside a Pod of it', names, 2, [pod()], []);
test(
  'Pods of others do not count',
  names,
  1,
  [pod({ labels: { app: 'x' } }), pod({ namespace: 'x' })],
  ['web-1'],
);

test('it has the labels and the containers of the template', (t) => {
  t.like(stand(1)[0], { metadata: { labels: { app: 'web' } }, spec: { containers: CONTAINERS } });
});
