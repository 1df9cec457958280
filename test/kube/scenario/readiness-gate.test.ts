/** Pods that wait for the gateway: a rollout as the Deployment controller, kubelet and the slice controller do it. */
import type { Pod } from '../../../src/cluster/objects.ts';
import { readinessGateOf } from '../../../src/api/readiness-gate.ts';
import type { BackendAddressPoolProperties, Child, RawGateway } from '../../../src/appgw/wire.ts';
import { slice } from '../../helpers/objects.ts';
import { pod } from '../../helpers/pods.ts';
import { listAt, mapAt } from '../api-server/objects.ts';
import { LATENCY_MS } from './azure.ts';
import { INSTANCE } from './controller.ts';
import { fastClock } from './fast-clock.ts';
import { eventually, idle, type Lab } from './lab.ts';
import { CHART, toKube, WEB } from './objects.ts';
import { scenario } from './scenario.ts';

const GATE = readinessGateOf(INSTANCE);

const flags = (settings: object = {}): readonly string[] => [
  '--readiness-gate',
  JSON.stringify({ enabled: true, ...settings }),
];

/** What the chart grants in addition where readiness gates are on. */
const grant = ({ api }: Lab): Promise<void> =>
  api.load([
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'gates' },
      rules: [{ apiGroups: [''], resources: ['pods/status'], verbs: ['patch'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'gates' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'gates' },
      subjects: [{ kind: 'ServiceAccount', name: CHART.account, namespace: CHART.namespace }],
    },
  ]);

const gated = (name: string, ip: string, labels = { app: 'web' }): Pod =>
  pod({ name, ip, labels, gates: [GATE] });

/** As kubelet: its containers are ready; the pod is, once its gates are open. */
async function run({ api }: Lab, { status: { podIP }, ...object }: Pod, isReady = false): Promise<void> {
  const lastTransitionTime = new Date(fastClock.now()).toISOString();
  const condition = (type: string, status: string) => ({ type, status, lastTransitionTime });
  const conditions = [condition('ContainersReady', 'True'), condition('Ready', isReady ? 'True' : 'False')];
  const input = toKube({ ...object, status: {} });
  if (!isReady) await api.admin.create(input);
  const before = listAt(mapAt(await api.admin.get(input), 'status'), 'conditions').filter(
    (one) => (one as { readonly type: string }).type === GATE,
  );
  await api.admin.patch(
    input,
    { status: { podIP, phase: 'Running', conditions: [...before, ...conditions] } },
    { subresource: 'status' },
  );
}

/** As the slice controller: `web-2=10.0.0.2 notReady`. */
async function list(lab: Lab, ...endpoints: readonly string[]): Promise<void> {
  const object = slice(endpoints.map((text) => text.replace(/^.*=/, '')));
  await lab.patch(object, {
    endpoints: object.endpoints.map((endpoint, index) => ({
      ...endpoint,
      targetRef: { kind: 'Pod', namespace: 'shop', name: endpoints[index]!.replace(/=.*/, '') },
    })),
  });
}

/** Of the controller; none where requests are not logged. */
const statusPatches = ({ api }: Lab) =>
  (api.requests?.entries ?? []).filter(
    ({ verb, resource, subresource, user }) =>
      verb === 'patch' && resource === 'pods' && subresource === 'status' && user.endsWith(CHART.account),
  );

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
}

async function gateOf({ api }: Lab, object: Pod): Promise<Condition | undefined> {
  const { status } = await api.admin.get(toKube(object));
  const conditions = listAt(mapAt({ status }, 'status'), 'conditions') as readonly Condition[];
  return conditions.find(({ type }) => type === GATE);
}

const members = (document: RawGateway): readonly string[] =>
  (
    (document.properties['backendAddressPools'] ??
      []) as unknown as readonly Child<BackendAddressPoolProperties>[]
  )
    .filter(({ name }) => name.includes('shop-web'))
    .flatMap(({ properties }) => properties.backendAddresses.flatMap(({ ipAddress }) => ipAddress ?? []));

const open = (reason: string) => (condition: Condition | undefined) =>
  condition?.status === 'True' && condition.reason === reason;

scenario(
  'a gated rollout ends unaided, and no pod leaves before its replacement is served',
  async (t, lab) => {
    await grant(lab);
    await lab.create(WEB);
    await lab.start('one', flags());
    await eventually('the old pod', () => members(lab.azure.document()).join() === '10.0.0.1');
    const next = gated('web-2', '10.0.0.2');
    await run(lab, next);
    await list(lab, 'web-1=10.0.0.1', 'web-2=10.0.0.2 notReady');
    const told = await eventually('what it waits for', () => gateOf(lab, next));
    t.like(told, { status: 'False', reason: 'Waiting' });
    const opened = await eventually('the gate', () => gateOf(lab, next), open('Programmed'));
    t.deepEqual(members(lab.azure.document()), ['10.0.0.1', '10.0.0.2']);
    t.is(lab.azure.document().properties['provisioningState'], 'Succeeded');
    const entered = lab.azure.calls.findLast(({ kind }) => kind === 'put')!;
    const patches = statusPatches(lab);
    t.true(patches.length <= 3, 'what it waits for is told once for each thing');
    t.true((patches.at(-1)?.at ?? Infinity) >= entered.at + LATENCY_MS);
    const puts = lab.azure.puts().length;
    await run(lab, next, true);
    await list(lab, 'web-1=10.0.0.1', 'web-2=10.0.0.2');
    await idle(10);
    t.is(lab.azure.puts().length, puts, 'that it counts as ready changes nothing on the gateway');
    await list(lab, 'web-1=10.0.0.1 terminating', 'web-2=10.0.0.2');
    await eventually('the old one is gone', () => members(lab.azure.document()).join() === '10.0.0.2');
    t.deepEqual(await gateOf(lab, next), opened, 'it is written once');
    t.is(statusPatches(lab).length, patches.length);
    const sent = lab.azure.puts().map(members);
    t.is(sent.length, puts + 1, 'one operation brings the new pod, one takes the old one away');
    t.true(sent.every(({ length }) => length > 0));
  },
);

scenario(
  'who is behind no gateway is let in at once; the gate of another installation is left alone',
  async (t, lab) => {
    await grant(lab);
    await lab.create(WEB);
    await lab.start('one', flags());
    await eventually('a.com', () => lab.hosts().join() === 'a.com');
    const puts = lab.azure.puts().length;
    const worker = gated('worker', '10.0.0.7', { app: 'worker' });
    const foreign = pod({ name: 'foreign', ip: '10.0.0.8', gates: [readinessGateOf('other')] });
    await run(lab, foreign);
    await run(lab, worker);
    await eventually('the gate', () => gateOf(lab, worker), open('NotBehindGateway'));
    t.is(await gateOf(lab, foreign), undefined);
    t.is(lab.azure.puts().length, puts);
  },
);

scenario('a gate opens after its time when the gateway cannot be written', async (t, lab) => {
  await grant(lab);
  await lab.create(WEB);
  await lab.start('one', flags({ timeoutSeconds: 30 }));
  await eventually('a.com', () => lab.hosts().join() === 'a.com');
  const error = { code: 'InternalServerError', message: 'no' };
  const fault = lab.azure.inject('put', { kind: 'answer', answer: { status: 500, body: { error } } });
  const next = gated('web-2', '10.0.0.2');
  await run(lab, next);
  const from = fastClock.now();
  await list(lab, 'web-1=10.0.0.1', 'web-2=10.0.0.2 notReady');
  await eventually('the gate', () => gateOf(lab, next), open('TimedOut'));
  t.true(fastClock.now() - from >= 29_000);
  t.deepEqual(members(lab.azure.document()), ['10.0.0.1']);
  fault.lift();
});

scenario(
  'asked to, it waits until the gateway finds the address healthy; a successor goes on',
  async (t, lab) => {
    await grant(lab);
    await lab.create(WEB);
    const first = await lab.start('one', flags({ waitForHealthy: true }));
    await eventually('a.com', () => lab.hosts().join() === 'a.com');
    const error = { code: 'InternalServerError', message: 'no' };
    const fault = lab.azure.inject('backendHealth', {
      kind: 'answer',
      answer: { status: 500, body: { error } },
    });
    const next = gated('web-2', '10.0.0.2');
    await run(lab, next);
    await list(lab, 'web-1=10.0.0.1', 'web-2=10.0.0.2 notReady');
    await eventually(
      'what it waits for',
      () => gateOf(lab, next),
      (gate) => gate?.message.includes('healthy') ?? false,
    );
    await eventually('a question', () => fault.hits > 0);
    t.is(await first.stop(), 0);
    fault.lift();
    await lab.start('two', flags({ waitForHealthy: true }));
    await eventually('the gate', () => gateOf(lab, next), open('Programmed'));
  },
);
