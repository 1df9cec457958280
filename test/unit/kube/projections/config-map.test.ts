import test from 'ava';
import { projectConfigMap } from '../../../../src/kube/projections/config-map.ts';
import { kept, metadata } from './_raw.ts';

for (const [title, data, expected] of [
  [
    'the authorities in it, and nothing else',
    { 'ca.crt': 'pem', other: 'x'.repeat(1000) },
    { 'ca.crt': 'pem' },
  ],
  ['without them', { other: 'x' }, {}],
  ['without data', undefined, {}],
] as const) {
  test(title, (t) => {
    const raw = data === undefined ? { metadata } : { metadata, data };
    t.deepEqual(projectConfigMap(raw), { kind: 'ConfigMap', metadata: kept, data: expected });
  });
}
