import test from 'ava';
import { READINESS_GATE } from '../../../src/config/readiness-gate.ts';
import { CONFIG } from '../../../src/config/schema.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import type { ClusterObject, Pod } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { compute } from '../../../src/controller/compute.ts';
import { startGateKeeper } from '../../../src/controller/gate-keeper.ts';
import type { GatewayTarget } from '../../../src/controller/gateway-targets.ts';
import type { Outcome } from '../../../src/controller/reconcile.ts';
import type { GateOutcome, PodCondition } from '../../../src/controller/ports.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';
import { applied, BLANK } from '../../helpers/pipeline.ts';
import { pod } from '../../helpers/pods.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';

const GATE = 'target-health.appgw-ingress.dev/default';
const START = Date.parse('2026-11-21T10:00:00Z');
const ID = '/x/applicationGateways/east';
const CONFIGURATION = CONFIG.parse({ readinessGate: { enabled: true } });
const SETTINGS = { config: CONFIGURATION, conventionalClass: CLASS };
const TARGET: GatewayTarget = { object: null, resourceId: ID, settings: SETTINGS };
const WEB = [ingress({ rules: { 'a.com': ['/'] } }), service()];

function gated(name: string, ip: string): Pod {
  const base = pod({ name, ip, gates: [GATE], is: ['ContainersReady'] });
  const lastTransitionTime = new Date(START).toISOString();
  const conditions = base.status.conditions!.map((condition) => ({ ...condition, lastTransitionTime }));
  return { ...base, metadata: { ...base.metadata, uid: name }, status: { ...base.status, conditions } };
}
const listed = (...pods: readonly Pod[]): ClusterObject => {
  const object = slice(pods.map(({ status }) => `${status.podIP} notReady`));
  return {
    ...object,
    endpoints: object.endpoints.map((endpoint, index) => ({
      ...endpoint,
      targetRef: { kind: 'Pod', namespace: 'shop', name: pods[index]!.metadata.name },
    })),
  };
};

function world(given: readonly ClusterObject[], settings: object = {}, answers: readonly GateOutcome[] = []) {
  const clock = createVirtualClock(START);
  let objects = given;
  const listeners = new Set<() => void>();
  const written: (PodCondition & { readonly pod: string; readonly at: number })[] = [];
  const left = [...answers];
  const seen = { waiting: [] as number[], opened: [] as string[], told: [] as string[], errors: 0 };
  const term = new AbortController();
  const snapshot = () => createSnapshot(objects, clock.now());
  const keeper = startGateKeeper({
    source: {
      snapshot: () => ({ snapshot: snapshot(), diagnostics: [] }),
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    clock,
    instance: 'default',
    settings: READINESS_GATE.parse({ enabled: true, ...settings }),
    targets: () => [TARGET],
    gates: {
      write: async ({ name }, condition) => {
        written.push({ ...condition, pod: name, at: (clock.now() - START) / 1000 });
        return left.shift() ?? { kind: 'written' };
      },
    },
    readHealth: async () => ({}),
    report: async (diagnostics) => void seen.told.push(...diagnostics.map(({ code }) => code)),
    onError: () => (seen.errors += 1),
    observer: {
      onWaiting: (pods) => seen.waiting.push(pods),
      onOpened: (reason, ms) => seen.opened.push(`${reason} ${ms}`),
    },
    signal: term.signal,
  });
  return {
    clock,
    keeper,
    seen,
    term,
    /** What was written since. */
    written: () =>
      written.splice(0).map(({ pod: name, status, reason, at }) => `${at} ${name} ${status} ${reason}`),
    /** A run that has planned, on a gateway as it was before, and how it ended. */
    run: async (
      kind: 'applied' | 'unchanged',
      live: RawGateway,
      now: RawGateway | Error = live,
    ): Promise<void> => {
      const computation = compute(snapshot(), live, SETTINGS);
      const outcome: Outcome = { kind, diagnostics: [] };
      await keeper.see(ID, { outcome, computation, live }, async () => {
        if (now instanceof Error) throw now;
        return now;
      });
      await clock.pass(1);
    },
    change: async (...next: readonly ClusterObject[]): Promise<void> => {
      objects = next;
      for (const listener of listeners) listener();
      await clock.pass(1);
    },
    plan: (live: RawGateway) => applied(compute(snapshot(), live, SETTINGS)),
  };
}
const SETTLED: RawGateway = { ...BLANK, properties: { ...BLANK.properties, provisioningState: 'Succeeded' } };
const settled = (document: RawGateway): RawGateway => ({
  ...document,
  properties: { ...document.properties, provisioningState: 'Succeeded' },
});

const [one, two] = [gated('one', '10.0.0.1'), gated('two', '10.0.0.2')];

test('from the first sight to the gate', async (t) => {
  const lab = world([...WEB, one, listed(one)]);
  await lab.clock.pass(1);
  t.deepEqual(lab.written(), ['0 one False Waiting']);
  const next = settled(lab.plan(SETTLED));
  await lab.run('applied', SETTLED, next);
  t.deepEqual(lab.written(), ['0.001 one True Programmed']);
  t.deepEqual(lab.seen.opened, ['Programmed 1']);
  await lab.run('unchanged', next);
  t.deepEqual(lab.written(), [], 'written once, although the cache has not seen it yet');
  await lab.change(...WEB, {
    ...one,
    status: { ...one.status, conditions: [{ type: GATE, status: 'True' }] },
  });
  t.is(lab.seen.waiting.at(-1), 0);
});

test('what an operation that failed was to bring is not there', async (t) => {
  const lab = world([...WEB, one, listed(one)]);
  const next = lab.plan(SETTLED);
  const failed = { ...next, properties: { ...next.properties, provisioningState: 'Failed' } };
  await lab.run('unchanged', failed);
  t.deepEqual(lab.written(), ['0 one False Waiting', '0 one False Waiting']);
  await lab.run('unchanged', settled(next));
  t.deepEqual(lab.written(), ['0.001 one True Programmed']);
});

test('nobody waits: the gateway is not read once more', async (t) => {
  const lab = world([...WEB]);
  await lab.clock.pass(1);
  await t.notThrowsAsync(lab.run('applied', SETTLED, new Error('it was read')));
});

test('patience ends by itself', async (t) => {
  const lab = world([...WEB, one, listed(one)], { timeoutSeconds: 30 });
  await lab.clock.pass(29_999);
  t.deepEqual(lab.written(), ['0 one False Waiting']);
  await lab.clock.pass(1);
  t.deepEqual(lab.written(), ['30 one True TimedOut']);
  await lab.clock.pass(600_000);
  t.deepEqual(lab.written(), []);
});

test('a pod behind nothing is let in when it is seen; what opens goes first', async (t) => {
  const lab = world(WEB);
  await lab.run('unchanged', SETTLED);
  const job = { ...two, metadata: { ...two.metadata, labels: { app: 'job' } } };
  await lab.change(...WEB, one, listed(one), job);
  t.deepEqual(lab.written(), ['0.001 two True NotBehindGateway', '0.001 one False Waiting']);
});

test('a write that failed is repeated', async (t) => {
  const error = new Error('no');
  const lab = world([...WEB, one, listed(one)], {}, [{ kind: 'failed', error }, { kind: 'stale' }]);
  await lab.clock.pass(10_000);
  t.deepEqual(lab.written(), ['0 one False Waiting', '1 one False Waiting', '2 one False Waiting']);
  t.is(lab.seen.errors, 1);
});

test('a missing right is told by name, and asked for again each minute', async (t) => {
  const error = new Error('pods "one" is forbidden');
  const lab = world([...WEB, one, listed(one)], {}, [{ kind: 'forbidden', error }]);
  await lab.clock.pass(59_999);
  t.deepEqual(lab.written(), ['0 one False Waiting']);
  t.deepEqual(lab.seen.told, ['GATE_NOT_WRITABLE']);
  await lab.clock.pass(1);
  t.deepEqual(lab.written(), ['60 one False Waiting']);
});

test('nothing goes on after the end', async (t) => {
  const lab = world([...WEB, one, listed(one)], { timeoutSeconds: 30 });
  await lab.clock.pass(1);
  lab.written();
  lab.term.abort();
  await lab.change(...WEB, one, two, listed(one, two));
  await lab.clock.pass(60_000);
  t.deepEqual(lab.written(), []);
  t.is(lab.seen.waiting.at(-1), 0);
});
