import test from 'ava';
import { sample } from '../../../../src/cli/run/sample.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { newTally } from '../../../../src/kube/reflector-stats.ts';
import { createMetrics } from '../../../../src/telemetry/metrics.ts';
import { makeCertificate, tlsSecret } from '../../../helpers/certificates.ts';

const entry = (kind: string, lastContact: number | null) => ({ kind, stats: { ...newTally(), lastContact } });
const expiring = makeCertificate({ hosts: ['a.com'], notAfter: new Date('2030-01-01T00:00:00Z') });

test('the oldest cache of each kind, and the certificates that can be read', async (t) => {
  const metrics = createMetrics();
  let secrets = [
    tlsSecret('shop', 'good', expiring),
    tlsSecret('shop', 'bad', { chainPem: 'x', keyPem: 'y' }),
  ];
  const source = {
    stats: () => [
      entry('Ingress', 9_000),
      entry('Secret', 4_000),
      entry('Secret', 8_000),
      entry('Service', null),
    ],
    snapshot: () => ({ snapshot: createSnapshot(secrets, 0) }),
  };
  const valuesOf = async (name: 'cacheAge' | 'certificateExpiry') =>
    (await metrics[name].get()).values.map(({ labels, value }) => [...Object.values(labels), value]);

  sample(metrics, source, 10_000);
  t.deepEqual(await valuesOf('cacheAge'), [
    ['Ingress', 1],
    ['Secret', 6],
  ]);
  t.deepEqual(await valuesOf('certificateExpiry'), [['shop', 'good', Date.UTC(2030, 0, 1) / 1000]]);

  secrets = [];
  sample(metrics, source, 10_000);
  t.deepEqual(await valuesOf('certificateExpiry'), [], 'a Secret that is gone is not shown any more');
});
