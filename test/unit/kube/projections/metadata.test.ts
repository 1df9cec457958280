import test from 'ava';
import { keepAnnotations, projectMetadata } from '../../../../src/kube/projections/metadata.ts';
import { kept, metadata } from './_raw.ts';

test('what changes with every write, or belongs to others, is dropped', (t) => {
  t.deepEqual(projectMetadata(metadata), kept);
  t.deepEqual(projectMetadata({ ...metadata, deletionTimestamp: '2026-02-01T00:00:00Z' }), {
    ...kept,
    deletionTimestamp: '2026-02-01T00:00:00Z',
  });
});

test('a cluster-scoped object has no namespace', (t) => {
  t.deepEqual(projectMetadata({ name: 'c' }), { namespace: '', name: 'c' });
});

test('annotations are kept where a kind asks for them, but not the applied copy', (t) => {
  t.deepEqual(keepAnnotations(metadata), {});
  t.deepEqual(keepAnnotations({ annotations: { ...metadata.annotations, a: 'b' } }), {
    annotations: { a: 'b' },
  });
  t.deepEqual(keepAnnotations(undefined), {});
});
