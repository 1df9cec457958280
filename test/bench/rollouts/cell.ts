/**
 * One rollout, from a cluster that is served to one that is served by new pods:
 *
 *   API server, ARM, data plane, kubelet ─► controller ─► all old pods served ─► traffic ─► roll ─► only new pods served
 *
 * In: which. Out: everything that was seen, with times in ms since it was rolled. It judges nothing.
 */
import { fileURLToPath } from 'node:url';
import { readinessGateOf } from '../../../src/api/readiness-gate.ts';
import type { Clock } from '../../../src/clock/clock.ts';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import type { ApiServer } from '../../kube/api-server/contracts.ts';
import { loadDefinitions } from '../controller/definitions.ts';
import { LEASE_NAMESPACE } from '../controller/objects.ts';
import { startController } from '../controller/processes.ts';
import { startAzure, type Azure, type Operation } from './azure.ts';
import { workloadOf, type Cell } from './cells.ts';
import { createDeployment, type Deployment } from './deployment.ts';
import { createKubelet, type Kubelet, type PodLife } from './kubelet.ts';
import { clusterObjects, HOST, INSTANCE } from './objects.ts';
import { realNow, scaledClock, toScaled, type Scale } from './scaled-clock.ts';
import { keepSlice } from './slices.ts';
import type { Bucket, Cut, TrafficResult } from './traffic-messages.ts';
import { startTraffic } from './traffic-process.ts';

export interface Recording {
  readonly cell: Cell;
  readonly pods: readonly PodLife[];
  readonly operations: readonly Operation[];
  readonly buckets: readonly Bucket[];
  /** Of WebSockets. */
  readonly cuts: readonly Cut[];
  readonly completeAt: number;
  readonly endAt: number;
  readonly traffic: Pick<TrafficResult, 'sent' | 'failures' | 'opened' | 'notOpened'>;
}

const MAIN = fileURLToPath(new URL('scaled-main.ts', import.meta.url));
/** A real second: the machine has to serve them beside everything else. */
const RATE = 1_250;
const CONNECTIONS = 20;
const WEB_SOCKETS = 10;
/** Before it is rolled, and after the last old pod has left the gateway; s. */
const BEFORE = 15;
const AFTER = 10;
const LOOK_MS = 100;
/** Far beyond what any rollout takes; s. */
const PATIENCE = 1_800;

export async function recordCell(cell: Cell): Promise<Recording> {
  const scale: Scale = { speed: cell.speed, origin: realNow() };
  const clock = scaledClock(scale);
  const workload = workloadOf(cell);
  const closing: (() => unknown)[] = [];
  try {
    const api = await startApiServer({ clock });
    closing.push(() => api.close());
    await api.load([...(await loadDefinitions()), ...clusterObjects(workload, LEASE_NAMESPACE)]);
    const { kubelet, deployment, failed } = startWorkload(api, clock, cell);
    closing.push(() => kubelet.close());
    const operationMs = 1000 * cell.operation;
    const azure = await startAzure({ clock, operationMs, resolve: kubelet.resolve });
    closing.push(() => azure.close());
    deployment.sync();
    const controller = await startController(
      [MAIN],
      { ready: readyOf(api, azure) },
      {
        flags: {
          instance: INSTANCE,
          'readiness-gate': JSON.stringify({ enabled: workload.isGated }),
          'health-port': '0',
          'metrics-port': '0',
        },
        environment: { BENCH_SCALE: JSON.stringify(scale) },
      },
    );
    closing.push(() => controller.stop());

    const until = (what: string, holds: () => boolean): Promise<void> =>
      Promise.race([failed, controller.ended, waitUntil(what, holds, clock)]);
    const isSettled = (): boolean => deployment.isComplete() && isServed(kubelet, azure);
    await until('the first pods', isSettled);
    const traffic = startTraffic({
      front: azure.front()!,
      host: HOST,
      rate: RATE,
      connections: CONNECTIONS,
      webSockets: WEB_SOCKETS,
      bucketMs: 1000 / cell.speed,
    });
    closing.push(() => traffic.kill());
    await clock.sleep(1000 * BEFORE);
    const rolledAt = clock.now();
    deployment.roll();
    await until('the rollout', deployment.isComplete);
    const completeAt = clock.now();
    await until('the last removal', isSettled);
    await clock.sleep(1000 * AFTER);
    const { buckets, cuts, ...counts } = await traffic.stop();
    const sinceRolled = (real: number): number => toScaled(scale, real) - rolledAt;
    return {
      cell,
      pods: kubelet.pods.map((pod) => shift(pod, rolledAt)),
      operations: azure.operations.map((operation) => shift(operation, rolledAt)),
      buckets: buckets.map((bucket) => ({ ...bucket, at: sinceRolled(bucket.at) })),
      cuts: cuts.map((cut) => ({ ...cut, at: sinceRolled(cut.at) })),
      completeAt: completeAt - rolledAt,
      endAt: clock.now() - rolledAt,
      traffic: counts,
    };
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

interface RunningWorkload {
  readonly kubelet: Kubelet;
  readonly deployment: Deployment;
  /** Rejects with the first thing that went wrong. */
  readonly failed: Promise<never>;
}

function startWorkload(api: ApiServer, clock: Clock, cell: Cell): RunningWorkload {
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => undefined);
  const kubelet = createKubelet({
    api,
    clock,
    workload: workloadOf(cell),
    gate: readinessGateOf(INSTANCE),
    onChange: () => {
      deployment.sync();
      writeSlice();
    },
    onError: failure.reject,
  });
  const deployment = createDeployment(kubelet, cell.pods);
  const writeSlice = keepSlice(api, clock, () => kubelet.pods, failure.reject);
  return { kubelet, deployment, failed: failure.promise };
}

const readyOf = (api: ApiServer, { url, ca, gatewayId }: Azure) =>
  ({ kind: 'ready', kubeconfig: api.kubeconfig(api.adminToken), arm: url, armCa: ca, gatewayId }) as const;

/** The gateway has exactly the pods that are there. */
function isServed({ pods }: Kubelet, { members, isUpdating }: Azure): boolean {
  if (isUpdating() || pods.some(({ endingAt, goneAt }) => endingAt !== null && goneAt === null)) return false;
  const there = pods.filter(({ goneAt }) => goneAt === null).map(({ address }) => address);
  return members().toSorted().join() === there.toSorted().join();
}

async function waitUntil(what: string, holds: () => boolean, clock: Clock): Promise<void> {
  const deadline = clock.now() + 1000 * PATIENCE;
  while (!holds()) {
    if (clock.now() > deadline) throw new Error(`${what}: not within ${PATIENCE} s`);
    await clock.sleep(LOOK_MS);
  }
}

/** All times of a record, counted from another one. */
const shift = <T extends object>(record: T, from: number): T =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]: [string, unknown]) => [
      name,
      name.endsWith('At') && typeof value === 'number' ? value - from : value,
    ]),
  ) as T;
