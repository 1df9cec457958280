import test from 'ava';
import { accepted, refusals } from './refusals.ts';

const secret = (metadata: unknown) => ({ apiVersion: 'v1', kind: 'Secret', metadata });
const refused = test.macro((t, metadata: unknown, ...fields: string[]) => {
  t.deepEqual(refusals(secret(metadata)), fields);
});
const accepts = test.macro((t, metadata: unknown) => {
  t.deepEqual(refusals(secret(metadata)), []);
});

test('no metadata', refused, undefined, 'metadata.name');
test('no name', refused, { generateName: 'a-' }, 'metadata.name');
test('name in upper case', refused, { name: 'Web' }, 'metadata.name');
test('name that is a number', refused, { name: 5 }, 'metadata.name');
test('name with dots', accepts, { name: 'a.b-c' });
test('namespace with a dot', refused, { name: 'a', namespace: 'a.b' }, 'metadata.namespace');
test('namespace too long', refused, { name: 'a', namespace: 'a'.repeat(64) }, 'metadata.namespace');
for (const value of [true, 1, {}, ['a']]) {
  test(
    `annotation ${JSON.stringify(value)}`,
    refused,
    { name: 'a', annotations: { 'x/y': value } },
    'metadata.annotations[x/y]',
  );
  test(`label ${JSON.stringify(value)}`, refused, { name: 'a', labels: { x: value } }, 'metadata.labels[x]');
}
test('annotation of null is empty', accepts, { name: 'a', annotations: { x: null } });
test('annotations of null', accepts, { name: 'a', annotations: null });
test('annotations as a list', refused, { name: 'a', annotations: ['x'] }, 'metadata.annotations');
test('annotation key', refused, { name: 'a', annotations: { 'a/b/c': '' } }, 'metadata.annotations');
test('annotation key in upper case', accepts, {
  name: 'a',
  annotations: { 'Example.Com/Key': 'any text €' },
});
test(
  'annotations too large',
  refused,
  { name: 'a', annotations: { x: 'a'.repeat(262_144) } },
  'metadata.annotations',
);
test('label key', refused, { name: 'a', labels: { 'A.com/x': '' } }, 'metadata.labels');
test('label value', refused, { name: 'a', labels: { x: 'a b' } }, 'metadata.labels[x]');
test('label value too long', refused, { name: 'a', labels: { x: 'a'.repeat(64) } }, 'metadata.labels[x]');
test('times', accepts, { name: 'a', creationTimestamp: '2026-01-02T03:04:05Z', deletionTimestamp: null });
test(
  'time without zone',
  refused,
  { name: 'a', creationTimestamp: '2026-01-02T03:04:05' },
  'metadata.creationTimestamp',
);
test(
  'no such time',
  refused,
  { name: 'a', creationTimestamp: '2026-13-02T03:04:05Z' },
  'metadata.creationTimestamp',
);
test(
  'every error is told',
  refused,
  { name: 'A', namespace: 'B', labels: 1 },
  'metadata.namespace',
  'metadata.name',
  'metadata.labels',
);

test('what the core does not read is dropped, and the namespace filled in', (t) => {
  const metadata = {
    name: 'a',
    uid: 'u',
    generation: 2,
    managedFields: [],
    annotations: { constructor: 'x' },
  };
  t.deepEqual(accepted(secret(metadata)), {
    kind: 'Secret',
    metadata: { namespace: 'default', name: 'a', uid: 'u', generation: 2, annotations: { constructor: 'x' } },
  });
});

test('a cluster-scoped object loses its namespace', (t) => {
  const spec = { controller: 'azure/application-gateway' };
  const object = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'c', namespace: 'x' },
    spec,
  };
  t.deepEqual(accepted(object), { kind: 'IngressClass', metadata: { namespace: '', name: 'c' }, spec });
});
