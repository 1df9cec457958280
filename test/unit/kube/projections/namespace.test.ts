import test from 'ava';
import { projectNamespace } from '../../../../src/kube/projections/namespace.ts';

test('labels and annotations', (t) => {
  const labels = { 'kubernetes.io/metadata.name': 'shop' };
  const annotations = { team: 'a' };
  const raw = { metadata: { name: 'shop', labels, annotations }, status: { phase: 'Active' } };
  t.deepEqual(projectNamespace(raw), {
    kind: 'Namespace',
    metadata: { namespace: '', name: 'shop', labels, annotations },
  });
});
