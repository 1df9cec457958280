import test from 'ava';
import { projectSecret } from '../../../../src/kube/projections/secret.ts';
import { kept, metadata } from './_raw.ts';

test('the keys of a certificate, and nothing where nobody refers to it', (t) => {
  const data = { 'tls.crt': 'Yw==', 'tls.key': 'aw==', 'other.jks': 'AAAA' };
  const raw = { metadata, type: 'kubernetes.io/tls', data };
  const without = { kind: 'Secret', metadata: kept, type: 'kubernetes.io/tls' } as const;
  t.deepEqual(projectSecret(raw, true), { ...without, data: { 'tls.crt': 'Yw==', 'tls.key': 'aw==' } });
  t.deepEqual(projectSecret(raw, false), without);
});
