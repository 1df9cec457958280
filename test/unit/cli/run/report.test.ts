import test from 'ava';
import { createReport } from '../../../../src/cli/run/report.ts';
import { createLogger } from '../../../../src/telemetry/log.ts';
import { createMetrics } from '../../../../src/telemetry/metrics.ts';
import { diagnose } from '../../../../src/diagnostics/diagnostic.ts';

function setUp() {
  const metrics = createMetrics();
  const lines: { readonly level: number; readonly msg: string }[] = [];
  const log = createLogger({ write: (line) => void lines.push(JSON.parse(line) as (typeof lines)[0]) });
  let now = 1_000_000;
  const report = createReport('/g', { now: () => now, sleep: async () => undefined }, log, metrics);
  return {
    report,
    lines,
    pass: (ms: number): void => {
      now += ms;
    },
    /** The samples of one metric, without the buckets. */
    samples: async (name: string): Promise<readonly string[]> =>
      (await metrics.registry.metrics())
        .split('\n')
        .filter((line) => line.startsWith(`appgw_ingress_${name}`) && !line.includes('_bucket')),
  };
}

const HEALTH = { problem: null, lastRun: () => 0 };

test('stages, what waits and how long it took to arrive', async (t) => {
  const { report, samples } = setUp();
  const { onStage, onWaiting, onArrived } = report.observer;
  onStage?.('get', 40);
  onStage?.('plan', 8);
  onStage?.('plan', 12);
  onWaiting?.(3);
  onArrived?.([2000, 5000]);
  t.deepEqual(await samples('reconcile_stage_seconds'), [
    'appgw_ingress_reconcile_stage_seconds_sum{gateway="/g",stage="get"} 0.04',
    'appgw_ingress_reconcile_stage_seconds_count{gateway="/g",stage="get"} 1',
    'appgw_ingress_reconcile_stage_seconds_sum{gateway="/g",stage="plan"} 0.02',
    'appgw_ingress_reconcile_stage_seconds_count{gateway="/g",stage="plan"} 2',
  ]);
  t.deepEqual(await samples('queue_depth'), ['appgw_ingress_queue_depth{gateway="/g"} 3']);
  t.deepEqual(await samples('event_to_apply_seconds'), [
    'appgw_ingress_event_to_apply_seconds_sum{gateway="/g"} 7',
    'appgw_ingress_event_to_apply_seconds_count{gateway="/g"} 2',
  ]);
  report.close();
  t.deepEqual(await samples('queue_depth'), [], 'a gateway that is given up has no queue');
});

test('an operation, from the PUT to its end', async (t) => {
  const { report, samples, pass } = setUp();
  report.observer.onPut?.();
  pass(20_000);
  report.publish({ outcome: { kind: 'applied', diagnostics: [] }, computation: null, live: null }, HEALTH);
  t.deepEqual(await samples('arm_operation_seconds_sum'), [
    'appgw_ingress_arm_operation_seconds_sum{gateway="/g",result="applied"} 20',
  ]);
  t.deepEqual(await samples('last_success'), [
    'appgw_ingress_last_success_timestamp_seconds{gateway="/g"} 1020',
  ]);
});

test('what was lost is said as a warning, and is no success', async (t) => {
  const { report, samples, lines } = setUp();
  const told = diagnose('CONTENT_LOST', null, { changes: ['probes/x'], seconds: 9 });
  const outcome = { kind: 'lost', repairMs: 9000, diagnostics: [told] } as const;
  report.publish({ outcome, computation: null, live: null }, HEALTH);
  t.regex(lines.find(({ level }) => level === 40)!.msg, /probes\/x/);
  t.deepEqual(await samples('last_success'), []);
});

test('what flaps is counted once, however many Ingresses are told', async (t) => {
  const { report, samples } = setUp();
  const flapping = (name: string, address: string) =>
    diagnose(
      'ENDPOINT_FLAPPING',
      { kind: 'Ingress', namespace: 'shop', name },
      { service: 'shop/web', port: '80', address, count: 3, until: '2026-01-01T00:00:00.000Z' },
    );
  const count = async (...diagnostics: readonly ReturnType<typeof flapping>[]) => {
    report.publish({ outcome: { kind: 'unchanged', diagnostics }, computation: null, live: null }, HEALTH);
    return samples('flapping_endpoints');
  };
  const sample = (value: number) => [`appgw_ingress_flapping_endpoints{gateway="/g"} ${value}`];
  t.deepEqual(await count(flapping('a', '1'), flapping('b', '1'), flapping('a', '2')), sample(2));
  t.deepEqual(await count(), sample(0));
  report.close();
  t.deepEqual(await samples('flapping_endpoints'), []);
});
