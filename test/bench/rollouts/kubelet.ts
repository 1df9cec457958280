/**
 * Kubelet of all nodes, and the containers that it runs: a pod starts, answers its readiness probe, waits for its gates;
 * it is told to end, sleeps as its hook says, gets SIGTERM, and is gone. What it does is written to the API server, and
 * kept with its times, which is also what the others here go by.
 */
import type { Clock } from '../../../src/clock/clock.ts';
import type { SocketAddress } from '../../../src/emulator/contracts.ts';
import type { ApiServer } from '../../kube/api-server/contracts.ts';
import { listAt, mapAt } from '../../kube/api-server/objects.ts';
import { startBackend, type Backend } from './backend.ts';
import type { Workload } from './cells.ts';
import { NAMESPACE, podObject, podRef } from './objects.ts';

/** When what happened to a pod; ms of the clock, null: not yet. */
export interface PodLife {
  readonly name: string;
  readonly address: string;
  readonly isNew: boolean;
  readonly createdAt: number;
  containersReadyAt: number | null;
  readyAt: number | null;
  /** Told to end. */
  endingAt: number | null;
  /** SIGTERM: it accepts nothing any more. */
  closedAt: number | null;
  goneAt: number | null;
}

export interface KubeletOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly workload: Workload;
  /** Condition type. */
  readonly gate: string;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

export interface Kubelet {
  /** All that ever were. */
  readonly pods: readonly PodLife[];
  readonly start: (isNew: boolean) => void;
  readonly stop: (pod: PodLife) => void;
  readonly resolve: (address: string) => SocketAddress;
  readonly close: () => void;
}

/** Image, container, and until the process answers: 3 to 7 s. */
const START_MS = 3_000;
const START_SPREAD_MS = 4_000;
const PROBE_PERIOD_MS = 5_000;
/** Real ones: requests are not scaled. */
const ANSWER_MS = 2;
const GRACE_SECONDS = 30;
/** Privileged and served nowhere: a connection to it is refused, as by a pod that is gone. */
const REFUSES: SocketAddress = { host: '127.0.0.1', port: 1 };

export function createKubelet(options: KubeletOptions): Kubelet {
  const { api, clock, workload, gate, onChange, onError } = options;
  const pods: PodLife[] = [];
  const backends = new Map<string, Backend>();
  const gates = workload.isGated ? [gate] : [];
  const open = new Set<string>();
  const closing = new AbortController();
  const carry = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      if (!closing.signal.aborted) onError(error);
    });
  };
  const sleep = (ms: number): Promise<void> => clock.sleep(ms, closing.signal);

  async function begin(pod: PodLife, index: number): Promise<void> {
    await api.admin.create(podObject(pod.name, workload, gates, GRACE_SECONDS));
    await sleep(START_MS + spread(index) * START_SPREAD_MS);
    backends.set(pod.address, await startBackend(ANSWER_MS));
    await sleep(spread(index + 1) * PROBE_PERIOD_MS);
    pod.containersReadyAt = clock.now();
    await tell(pod);
  }

  /** Its own conditions; that of the gate stays as it is. */
  async function tell(pod: PodLife): Promise<void> {
    if (gates.length === 0 || open.has(pod.name)) pod.readyAt ??= clock.now();
    const condition = (type: string, since: number | null) => ({
      type,
      status: since === null ? 'False' : 'True',
      lastTransitionTime: new Date(since ?? pod.createdAt).toISOString().replace(/\.\d+/, ''),
    });
    const conditions = [condition('ContainersReady', pod.containersReadyAt), condition('Ready', pod.readyAt)];
    const status = { podIP: pod.address, podIPs: [{ ip: pod.address }], phase: 'Running', conditions };
    onChange();
    await api.admin.patch(podRef(pod.name), { status }, { subresource: 'status', type: 'strategic' });
  }

  async function end(pod: PodLife): Promise<void> {
    await api.admin.delete(podRef(pod.name));
    await sleep(1000 * workload.preStop);
    pod.closedAt = clock.now();
    const backend = backends.get(pod.address);
    backends.delete(pod.address);
    if (backend) await Promise.race([backend.end(), sleep(1000 * GRACE_SECONDS)]);
    backend?.kill();
    pod.goneAt = clock.now();
    onChange();
    await api.admin.delete(podRef(pod.name), { gracePeriodSeconds: 0 });
  }

  async function watchGates(): Promise<void> {
    const { events } = await api.admin.watch(`/api/v1/namespaces/${NAMESPACE}/pods?watch=true`);
    for await (const { object } of events) {
      const conditions = listAt(mapAt(object, 'status'), 'conditions') as readonly {
        readonly type: string;
        readonly status: string;
      }[];
      if (!conditions.some(({ type, status }) => type === gate && status === 'True')) continue;
      const pod = pods.find(({ name }) => name === object.metadata.name);
      if (!pod || open.has(pod.name)) continue;
      open.add(pod.name);
      if (pod.containersReadyAt !== null) carry(tell(pod));
    }
  }
  if (workload.isGated) carry(watchGates());

  return {
    pods,
    start: (isNew) => {
      const index = pods.length;
      const pod: PodLife = {
        name: `web-${isNew ? 'new' : 'old'}-${index}`,
        address: `10.244.${index >> 8}.${(index & 255) + 1}`,
        isNew,
        createdAt: clock.now(),
        containersReadyAt: null,
        readyAt: null,
        endingAt: null,
        closedAt: null,
        goneAt: null,
      };
      pods.push(pod);
      carry(begin(pod, index));
    },
    stop: (pod) => {
      pod.endingAt = clock.now();
      onChange();
      carry(end(pod));
    },
    resolve: (address) => backends.get(address)?.address ?? REFUSES,
    close: () => {
      closing.abort();
      for (const backend of backends.values()) backend.kill();
    },
  };
}

/** The same in every run, from 0 to 1. */
const spread = (index: number): number => (index * 0.618_034) % 1;
