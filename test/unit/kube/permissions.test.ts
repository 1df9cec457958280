import test from 'ava';
import { neededPermissions } from '../../../src/kube/permissions.ts';

const placesOf = (namespaces: readonly string[], resource: string): readonly (string | null)[] =>
  neededPermissions(namespaces, 'own')
    .filter((permission) => permission.resource === resource)
    .map(({ namespace }) => namespace);

test('all namespaces: everywhere at once, but for what is our own', (t) => {
  t.deepEqual(placesOf([], 'secrets'), [null]);
  t.deepEqual(placesOf([], 'events'), [null]);
  t.deepEqual(placesOf([], 'leases'), ['own']);
});

test('pods are written only where they wait for us', (t) => {
  const written = (namespaces: readonly string[], hasGates: boolean) =>
    neededPermissions(namespaces, 'own', hasGates)
      .filter(({ resource }) => resource === 'pods/status')
      .map(({ namespace, verbs }) => `${namespace} ${verbs.join()}`);
  t.deepEqual(written(['shop'], false), []);
  t.deepEqual(written(['shop', 'blog'], true), ['shop patch', 'blog patch']);
});

test('a list of namespaces: nothing namespaced everywhere', (t) => {
  t.deepEqual(placesOf(['shop', 'blog'], 'secrets'), ['shop', 'blog']);
  t.deepEqual(placesOf(['shop', 'blog'], 'events'), ['shop', 'blog', 'default']);
  t.deepEqual(placesOf(['default'], 'events'), ['default']);
  t.deepEqual(placesOf(['shop'], 'ingressclasses'), [null]);
});
