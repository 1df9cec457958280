import test from 'ava';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { createBackendResolver } from '../../../src/frontends/backends.ts';
import { findDefaultBackend } from '../../../src/frontends/default-backend.ts';
import { defaultBackend, service, slice } from '../../helpers/objects.ts';
import { frontendOptions } from '../../helpers/participants.ts';

function find(objects: readonly ClusterObject[], namespace: string | null = null) {
  const snapshot = createSnapshot(objects, 0);
  const options = frontendOptions({ defaultBackend: { namespace, name: 'default-backend' } });
  return findDefaultBackend(snapshot, createBackendResolver(snapshot, options), options);
}

const finds = test.macro({
  exec: (
    t,
    objects: readonly ClusterObject[],
    namespace: string | null,
    name: string,
    ports: readonly (number | null)[],
  ) => {
    const { service: found, notFound, redirect, found: isFound } = find(objects, namespace);
    t.is(found, name);
    t.deepEqual([isFound ? notFound.settings.port : null, redirect?.settings.port ?? null], ports);
  },
  title: (name) => name!,
});
const plain = (namespace: string): readonly ClusterObject[] => [
  service({ name: 'default-backend', namespace }),
  slice(['10.9.0.1'], { service: 'default-backend', namespace }),
];
test('the chart’s', finds, defaultBackend(), null, 'ingress/default-backend', [8404, 8301]);
test('a Service with one port', finds, plain('x'), null, 'x/default-backend', [8080, null]);
test('the first namespace of several', finds, [...plain('z'), ...plain('a')], null, 'a/default-backend', [
  8080,
  null,
]);
test('the namespace that is asked for', finds, [...plain('z'), ...plain('a')], 'z', 'z/default-backend', [
  8080,
  null,
]);
test('nowhere', finds, [], null, 'default-backend', [null, null]);
test('not in that namespace', finds, plain('a'), 'z', 'z/default-backend', [null, null]);
test(
  'without a TCP port',
  finds,
  [service({ name: 'default-backend', ports: [{ port: 80, protocol: 'UDP' }] })],
  null,
  'shop/default-backend',
  [null, null],
);
test(
  'an ExternalName',
  finds,
  [service({ name: 'default-backend', type: 'ExternalName', externalName: 'x' })],
  null,
  'shop/default-backend',
  [null, null],
);

test('its own probe', (t) => {
  const { notFound, redirect } = find(defaultBackend());
  for (const { probe } of [notFound, redirect!]) t.like(probe, { path: '/healthz', statusCodes: ['200'] });
});

test('an empty pool where it was not found', (t) => t.deepEqual(find([]).notFound.pool.endpoints, []));
