import test from 'ava';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { poolName } from '../../../src/appgw/pools.ts';
import { judgeGates, type GatedGateway, type GateRules } from '../../../src/controller/gates.ts';
import { service, slice } from '../../helpers/objects.ts';
import { pod, type PodInit } from '../../helpers/pods.ts';

const GATE = 'target-health.appgw-ingress.dev/x';
const RULES: GateRules = { instance: 'x', gate: GATE, waitForHealthy: false, timeoutMs: 60_000 };
const AT = Date.parse('2026-11-21T10:00:00Z');

const nameOf = (name: string, targetPort = '8080'): string =>
  poolName(
    { instance: 'x' },
    { namespace: 'shop', service: name, targetPort, targetType: 'pod', endpoints: [] },
  ).toLowerCase();
const WEB = nameOf('web');

function gateway(
  wanted: readonly string[],
  applied: Readonly<Record<string, readonly string[]>> = {},
  change: Partial<GatedGateway> = {},
): GatedGateway {
  const members = new Map(Object.entries(applied).map(([name, addresses]) => [name, new Set(addresses)]));
  return {
    name: 'east',
    view: { wanted: new Set(wanted), applied: members },
    asked: () => new Set(),
    healthy: null,
    ...change,
  };
}

/** A pod at 10.0.0.2 whose containers are ready since so many seconds. */
const waiting = (init: PodInit & { readonly seconds?: number } = {}): ClusterObject => {
  const base = pod({ name: 'web-2', ip: '10.0.0.2', gates: [GATE], is: ['ContainersReady'], ...init });
  const lastTransitionTime = new Date(AT - 1000 * (init.seconds ?? 5)).toISOString();
  const conditions = (base.status.conditions ?? []).map((condition) =>
    condition.type === 'ContainersReady' ? { ...condition, lastTransitionTime } : condition,
  );
  return { ...base, metadata: { ...base.metadata, uid: 'u' }, status: { ...base.status, conditions } };
};

const target = (name: string) => ({ kind: 'Pod', namespace: 'shop', name });
const listed = (state = 'notReady', of = 'web', port = 8080): ClusterObject => {
  const object = slice([`10.0.0.2 ${state}`], { service: of, port });
  return {
    ...object,
    endpoints: object.endpoints.map((endpoint) => ({ ...endpoint, targetRef: target('web-2') })),
  };
};
const CLUSTER = [service(), listed()];

const judged = test.macro({
  exec: (
    t,
    objects: readonly ClusterObject[],
    gateways: readonly GatedGateway[],
    expected: string,
    rules: Partial<GateRules> = {},
  ) => {
    const verdicts = judgeGates(createSnapshot(objects, AT), gateways, { ...RULES, ...rules });
    t.is(
      verdicts.map(({ status, reason, message }) => `${status} ${reason}: ${message}`).join('; '),
      expected,
    );
  },
  title: (name) => name!,
});
const served = gateway([WEB], { [WEB]: ['10.0.0.2'] });
const SERVED = 'True Programmed: Served by gateway east.';
const NOBODY = 'True NotBehindGateway: No gateway of this installation serves the pod.';
const NOT_YET = 'False Waiting: Gateway east does not have 10.0.0.2 yet.';

test('served', judged, [waiting(), ...CLUSTER], [served], SERVED);
test('wanted, not applied', judged, [waiting(), ...CLUSTER], [gateway([WEB])], NOT_YET);
test(
  'the pool has others',
  judged,
  [waiting(), ...CLUSTER],
  [gateway([WEB], { [WEB]: ['10.0.0.1'] })],
  NOT_YET,
);
test(
  'asked for, and no run has seen it',
  judged,
  [waiting(), ...CLUSTER],
  [gateway([], {}, { asked: () => new Set([WEB]) })],
  NOT_YET,
);
test(
  'no run at all yet',
  judged,
  [waiting(), ...CLUSTER],
  [gateway([], {}, { view: null })],
  'False Waiting: Gateway east was not read yet.',
);
test('its Service is behind no Ingress', judged, [waiting(), ...CLUSTER], [gateway([nameOf('api')])], NOBODY);
test('no Service selects it', judged, [waiting({ labels: { app: 'job' } }), service()], [served], NOBODY);
test('no gateway', judged, [waiting(), ...CLUSTER], [], NOBODY);
test(
  'not in a slice yet',
  judged,
  [waiting(), service()],
  [gateway([WEB])],
  'False Waiting: Service shop/web does not list 10.0.0.2 yet.',
);
test(
  'another gate is closed',
  judged,
  [waiting({ gates: [GATE, 'example.com/other'] }), ...CLUSTER],
  [served],
  'False Waiting: Other readiness gates of the pod are closed.',
);
test(
  'a Service without a selector, by its slice',
  judged,
  [waiting({ labels: {} }), service({ selector: null }), listed()],
  [gateway([nameOf('web', '8080/80')])],
  NOT_YET,
);

const PORTS = service({
  ports: [
    { name: 'a', port: 80, targetPort: 8080 },
    { name: 'b', port: 81, targetPort: 'b' },
  ],
});
const named = {
  ...(listed() as ReturnType<typeof slice>),
  ports: [{ name: 'a', port: 8080, protocol: 'TCP' as const }],
};
test(
  'a port that this pod does not have is not waited for',
  judged,
  [waiting(), PORTS, named],
  [gateway([WEB, nameOf('web', 'b')], { [WEB]: ['10.0.0.2'] })],
  SERVED,
);
test(
  'two Services: both',
  judged,
  [waiting(), ...CLUSTER, service({ name: 'alias', selector: { app: 'web' } }), listed('notReady', 'alias')],
  [gateway([WEB, nameOf('alias')], { [WEB]: ['10.0.0.2'] })],
  NOT_YET,
);
test(
  'two gateways: both',
  judged,
  [waiting(), ...CLUSTER],
  [served, gateway([WEB], {}, { name: 'west' })],
  'False Waiting: Gateway west does not have 10.0.0.2 yet.',
);
test(
  'two gateways, behind one of them',
  judged,
  [waiting(), ...CLUSTER],
  [served, gateway([], {}, { name: 'west' })],
  SERVED,
);

const healthy = { waitForHealthy: true };
const UNHEALTHY = 'False Waiting: Gateway east does not find 10.0.0.2 healthy yet.';
test('health: not asked yet', judged, [waiting(), ...CLUSTER], [served], UNHEALTHY, healthy);
test(
  'health: another address',
  judged,
  [waiting(), ...CLUSTER],
  [{ ...served, healthy: new Map([[WEB, new Set(['10.0.0.1'])]]) }],
  UNHEALTHY,
  healthy,
);
test(
  'health: found',
  judged,
  [waiting(), ...CLUSTER],
  [{ ...served, healthy: new Map([[WEB, new Set(['10.0.0.2'])]]) }],
  SERVED,
  healthy,
);

test('just in time', judged, [waiting({ seconds: 59 }), ...CLUSTER], [gateway([WEB])], NOT_YET);
test(
  'too late',
  judged,
  [waiting({ seconds: 60 }), ...CLUSTER],
  [gateway([WEB])],
  'True TimedOut: Opened after 60 s of waiting: Gateway east does not have 10.0.0.2 yet.',
);
test('late, but served', judged, [waiting({ seconds: 600 }), ...CLUSTER], [served], SERVED);

for (const [name, init] of [
  ['containers are not ready', { is: [] }],
  ['open already', { is: ['ContainersReady', GATE] }],
  ['told to end', { deletionTimestamp: '2026-11-21T10:00:00Z' }],
  ['the gate of another installation', { gates: ['target-health.appgw-ingress.dev/y'] }],
  ['no gate', { gates: [] }],
] as const)
  test(`nothing to say: ${name}`, judged, [waiting(init), ...CLUSTER], [gateway([WEB])], '');

test('only who waits for nothing but health has it asked for', (t) => {
  const api = gateway([WEB], {}, { name: 'west' });
  const unprobed = (...gateways: readonly GatedGateway[]) =>
    judgeGates(createSnapshot([waiting(), ...CLUSTER], AT), gateways, { ...RULES, ...healthy }).flatMap(
      (verdict) => verdict.unprobed,
    );
  t.deepEqual(unprobed(served), ['east']);
  t.deepEqual(unprobed(served, api), []);
});
