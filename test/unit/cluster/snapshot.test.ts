import test from 'ava';
import * as fc from 'fast-check';
import type { ClusterObject, ObjectMeta } from '../../../src/cluster/objects.ts';
import { byAge, createSnapshot, keyOf, objectsOf } from '../../../src/cluster/snapshot.ts';
import { ingress, ingressClass, service, slice } from '../../helpers/objects.ts';
import { pod } from '../../helpers/pods.ts';

test('keys', (t) => {
  t.is(keyOf({ namespace: 'a', name: 'b' }), 'a/b');
  t.is(keyOf({ namespace: '', name: 'b' }), 'b');
});

const older = test.macro({
  exec: (t, a: Parameters<typeof ingress>[0], b: Parameters<typeof ingress>[0]) => {
    t.true(byAge(ingress(a), ingress(b)) < 0);
    t.true(byAge(ingress(b), ingress(a)) > 0);
  },
  title: (name) => `older: ${name}`,
});
test('by creation time', older, { name: 'z', age: 1 }, { name: 'a', age: 2 });
test('with one before without', older, { name: 'z', age: 9 }, { name: 'a' });
test('then by name', older, { name: 'a', age: 1 }, { name: 'b', age: 1 });
test('then by namespace before name', older, { namespace: 'a', name: 'z' }, { namespace: 'b', name: 'a' });

test('times are compared as times, not as text', (t) => {
  const at = (creationTimestamp: string): { readonly metadata: ObjectMeta } => ({
    metadata: { namespace: 'x', name: 'x', creationTimestamp },
  });
  t.true(byAge(at('2026-01-01T01:00:00+02:00'), at('2026-01-01T00:00:00Z')) < 0);
  t.is(byAge(at('2026-01-01T00:00:00Z'), at('2026-01-01T00:00:00.000Z')), 0);
});

const OBJECTS = [
  ingress({ name: 'new', age: 5 }),
  ingress({ name: 'old', age: 1 }),
  ingress({ name: 'none' }),
  ingressClass(),
  service(),
  service({ namespace: 'other' }),
  slice(['10.0.0.1'], { name: 'web-b' }),
  slice(['10.0.0.2'], { name: 'web-a' }),
  slice(['10.0.0.3'], { namespace: 'other' }),
];

test('one order, whatever order the objects came in', (t) => {
  fc.assert(
    fc.property(fc.shuffledSubarray(OBJECTS, { minLength: OBJECTS.length }), (objects) => {
      const snapshot = createSnapshot(objects, 1);
      t.deepEqual(
        snapshot.ingresses.map(({ metadata }) => metadata.name),
        ['old', 'new', 'none'],
      );
      t.deepEqual(
        snapshot.endpointSlices.get('shop/web')?.map(({ metadata }) => metadata.name),
        ['web-a', 'web-b'],
      );
      t.is(snapshot.endpointSlices.get('other/web')?.length, 1);
      t.deepEqual([...snapshot.services.keys()].toSorted(), ['other/web', 'shop/web']);
      t.is(snapshot.at, 1);
    }),
    { numRuns: 30 },
  );
});

test('of duplicates the last one counts', (t) => {
  const snapshot = createSnapshot([service({ type: 'NodePort' }), service({ type: 'LoadBalancer' })], 0);
  t.is(snapshot.services.get('shop/web')?.spec.type, 'LoadBalancer');
});

test('a slice without the label of its Service belongs to nobody', (t) => {
  const { labels: _, ...metadata } = slice([]).metadata;
  t.is(createSnapshot([{ ...slice(['10.0.0.1']), metadata }], 0).endpointSlices.size, 0);
});

const named = (name: string, namespace = 'shop') => ({ metadata: { namespace, name } });
const placeOf = ({ kind, metadata }: ClusterObject): string => `${kind} ${keyOf(metadata)}`;
test('every kind has its place, and comes out again', (t) => {
  const objects = [
    ...OBJECTS,
    { kind: 'Secret', ...named('tls') },
    { kind: 'ConfigMap', ...named('ca') },
    pod(),
    { kind: 'Node', ...named('n1', ''), spec: {}, status: {} },
    { kind: 'Namespace', ...named('shop', '') },
    { kind: 'AzureApplicationGatewayRewrite', ...named('headers'), spec: { rewriteRules: [] } },
    { kind: 'AzureIngressProhibitedTarget', ...named('legacy'), spec: {} },
  ] as const satisfies readonly ClusterObject[];
  const snapshot = createSnapshot(objects, 0);
  const byPlace = (all: readonly ClusterObject[]) =>
    all.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  t.deepEqual(byPlace(objectsOf(snapshot)), byPlace(objects));
  t.deepEqual(
    [
      snapshot.secrets,
      snapshot.configMaps,
      snapshot.pods.all,
      snapshot.nodes,
      snapshot.namespaces,
      snapshot.rewrites,
      snapshot.prohibitedTargets,
    ].map((kind) => [...kind.keys()].join()),
    ['shop/tls', 'shop/ca', 'shop/web-1', 'n1', 'shop', 'shop/headers', 'shop/legacy'],
  );
});
