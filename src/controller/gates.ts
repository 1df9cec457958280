/**
 * The readiness gates of pods (decision 10), judged:
 *
 *   snapshot ─► pods whose gate is closed ─► the pools that their Services feed ─┐
 *   each gateway: wanted pools, members that are applied, health ────────────────┴► open, or what it waits for
 *
 * In: plain data. Out: one verdict for each closed gate of a pod whose containers are ready. A pod behind no gateway and
 * one that has waited too long get theirs open: a gate must never be why nothing starts. It must not know when to look
 * nor how a condition is written: that is the gate keeper's business.
 */
import { poolName } from '../appgw/pools.ts';
import type { Pod, Service } from '../cluster/objects.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import { allPools } from '../frontends/backends.ts';
import { hasGate, isTrue } from '../frontends/gated-pods.ts';
import type { Pool } from '../routing/model.ts';
import { createServiceIndex } from './pod-services.ts';

/** One gateway, as far as gates go. Pools are named in lower case. */
export interface GatedGateway {
  readonly name: string;
  /** Null: no run has looked at it yet. */
  readonly view: GatewayView | null;
  /** What the cluster asks of it now, which no run may have looked at yet. Made only when asked. */
  readonly asked: () => ReadonlySet<string>;
  /** Addresses that its probes find alive, by pool; null: not asked lately. */
  readonly healthy: ReadonlyMap<string, ReadonlySet<string>> | null;
}

export interface GatewayView {
  /** Pools that it is to have, also those of what is held back. */
  readonly wanted: ReadonlySet<string>;
  /** Their members, as an operation that succeeded has left them. */
  readonly applied: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface GateRules {
  readonly instance: string;
  /** Condition type. */
  readonly gate: string;
  readonly waitForHealthy: boolean;
  readonly timeoutMs: number;
}

export interface GateVerdict {
  readonly pod: Pod;
  readonly status: 'True' | 'False';
  readonly reason: 'Programmed' | 'NotBehindGateway' | 'TimedOut' | 'Waiting';
  readonly message: string;
  /** Ms since the epoch; from then on its containers are ready. */
  readonly since: number;
  /** Gateways whose health is all that it waits for. */
  readonly unprobed: readonly string[];
}

interface Wait {
  readonly message: string;
  readonly gateway: string;
  readonly isHealth: boolean;
}

export function judgeGates(
  snapshot: Snapshot,
  gateways: readonly GatedGateway[],
  rules: GateRules,
): readonly GateVerdict[] {
  const { gate, instance } = rules;
  const closed = [...snapshot.pods.all.values()].filter((pod) => isClosed(pod, gate));
  if (closed.length === 0) return [];
  const services = createServiceIndex(snapshot);
  const pools = new Map<Service, readonly Pool[]>();
  const poolsOf = (service: Service): readonly Pool[] => {
    const known = pools.get(service) ?? podPools(snapshot, service, gate);
    pools.set(service, known);
    return known;
  };
  return closed.map((pod) => {
    const fed = services.of(pod).flatMap(poolsOf);
    const behind = gateways.map((gateway) => ({
      gateway,
      pools: fed.filter((pool) => isOf(gateway, poolName({ instance }, pool).toLowerCase())),
    }));
    const serving = behind.filter((entry) => entry.pools.length > 0);
    const unread = gateways.filter(({ view }) => view === null && fed.length > 0);
    const waits = [
      ...unread.map(({ name }) => wait(name, `Gateway ${name} was not read yet.`)),
      ...serving.flatMap(({ gateway, pools: its }) =>
        its.flatMap((pool) => waitOf(pod, pool, gateway, services.lists, rules) ?? []),
      ),
    ];
    return verdictOf(
      pod,
      waits,
      serving.map(({ gateway }) => gateway.name),
      snapshot.at,
      rules,
    );
  });
}

/** A pod that is ready but for gates; before, it could not be served anyhow. */
const isClosed = (pod: Pod, gate: string): boolean =>
  hasGate(pod, gate) &&
  !isTrue(pod, gate) &&
  isTrue(pod, 'ContainersReady') &&
  pod.status.podIP !== undefined &&
  pod.metadata.uid !== undefined &&
  pod.metadata.deletionTimestamp === undefined;

const podPools = (snapshot: Snapshot, service: Service, readinessGate: string): readonly Pool[] =>
  allPools(snapshot, { readinessGate }, [service]).filter(({ targetType }) => targetType === 'pod');

const isOf = ({ view, asked }: GatedGateway, name: string): boolean =>
  view !== null && (view.wanted.has(name) || asked().has(name));

const wait = (gateway: string, message: string, isHealth = false): Wait => ({ gateway, message, isHealth });

/** What a pod waits for at one pool of a gateway; null: nothing. */
function waitOf(
  { status }: Pod,
  pool: Pool,
  { name: gateway, view, healthy }: GatedGateway,
  lists: (service: string, address: string) => boolean,
  { instance, waitForHealthy }: GateRules,
): Wait | null {
  const address = status.podIP!;
  const service = `${pool.namespace}/${pool.service}`;
  const state = pool.endpoints.find((endpoint) => endpoint.address === address)?.state;
  // What the slices list under another port is no member of this pool.
  if (state === undefined)
    return lists(service, address) ? null : wait(gateway, `Service ${service} does not list ${address} yet.`);
  if (state === 'notReady') return wait(gateway, 'Other readiness gates of the pod are closed.');
  const name = poolName({ instance }, pool).toLowerCase();
  if (!view?.applied.get(name)?.has(address))
    return wait(gateway, `Gateway ${gateway} does not have ${address} yet.`);
  if (!waitForHealthy || healthy?.get(name)?.has(address)) return null;
  return wait(gateway, `Gateway ${gateway} does not find ${address} healthy yet.`, true);
}

function verdictOf(
  pod: Pod,
  waits: readonly Wait[],
  gateways: readonly string[],
  at: number,
  { timeoutMs }: GateRules,
): GateVerdict {
  const since = readySince(pod);
  const [first] = waits;
  const open = { pod, since, status: 'True', unprobed: [] } as const;
  if (!first && gateways.length === 0)
    return {
      ...open,
      reason: 'NotBehindGateway',
      message: 'No gateway of this installation serves the pod.',
    };
  if (!first)
    return {
      ...open,
      reason: 'Programmed',
      message: `Served by ${gateways.map((name) => `gateway ${name}`).join(', ')}.`,
    };
  if (at - since >= timeoutMs)
    return {
      ...open,
      reason: 'TimedOut',
      message: `Opened after ${timeoutMs / 1000} s of waiting: ${first.message}`,
    };
  return {
    pod,
    since,
    status: 'False',
    reason: 'Waiting',
    message: first.message,
    unprobed: waits.every(({ isHealth }) => isHealth) ? waits.map(({ gateway }) => gateway) : [],
  };
}

function readySince({ status, metadata }: Pod): number {
  const ready = status.conditions?.find(({ type }) => type === 'ContainersReady');
  const since = Date.parse(ready?.lastTransitionTime ?? metadata.creationTimestamp ?? '');
  return Number.isNaN(since) ? 0 : since;
}
