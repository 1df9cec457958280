import test from 'ava';
import type { AnnotationValues } from '../../../src/api/annotations/catalogue.ts';
import type { ResolvedBackend } from '../../../src/frontends/backend.ts';
import { probeFor } from '../../../src/frontends/probe-settings.ts';
import type { WorkloadProbe } from '../../../src/frontends/probes.ts';

const BACKEND: ResolvedBackend = {
  pool: { namespace: 'shop', service: 'web', targetPort: '8080', targetType: 'pod', endpoints: [] },
  port: 8080,
  target: null,
};

const keeps = test.macro({
  exec: (
    t,
    values: AnnotationValues,
    workload: readonly [interval: number, timeout: number] | null,
    ...expected: readonly number[]
  ) => {
    const derived: WorkloadProbe | null = workload && {
      scheme: 'Http',
      port: 8080,
      isServing: true,
      probe: { interval: workload[0], timeout: workload[1] },
    };
    const { interval, timeout } = probeFor(values, BACKEND, 'Http', derived, null);
    t.deepEqual([interval, timeout], expected);
  },
  title: (_, values, workload) => `${JSON.stringify(values)} over ${JSON.stringify(workload)}`,
});
const [INTERVAL, TIMEOUT] = ['health-probe-interval', 'health-probe-timeout'] as const;
test(keeps, {}, null, 10, 5);
test(keeps, { [INTERVAL]: 3 }, null, 3, 3);
test(keeps, { [INTERVAL]: 3 }, [20, 2], 3, 2);
test(keeps, { [TIMEOUT]: 20 }, null, 20, 20);
test(keeps, { [TIMEOUT]: 6 }, [5, 1], 6, 6);
test(keeps, { [TIMEOUT]: 3 }, [5, 1], 5, 3);
test(keeps, { [INTERVAL]: 3, [TIMEOUT]: 4 }, null, 3, 4);

test('a probe of the other protocol is no source', (t) => {
  const workload: WorkloadProbe = { scheme: 'Https', port: 8443, isServing: false, probe: { path: '/up' } };
  t.like(probeFor({}, BACKEND, 'Http', workload, 'a.com'), { path: '/', port: null, host: 'a.com' });
  t.like(probeFor({}, BACKEND, 'Https', workload, 'a.com'), { path: '/up', port: 8443, host: 'a.com' });
});
