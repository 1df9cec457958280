/** What a recording says: one row of numbers. */
import { HOLDOFF } from '../../../src/controller/holdoff.ts';
import type { Operation } from './azure.ts';
import { FLOOR, nameOf, workloadOf, type Cell } from './cells.ts';
import type { Recording } from './cell.ts';
import type { PodLife } from './kubelet.ts';
import { fewestPuts, type Change } from './minimum.ts';
import type { TrafficResult } from './traffic-messages.ts';

export interface Row extends Cell {
  readonly name: string;
  readonly sent: number;
  readonly failed: number;
  readonly failures: TrafficResult['failures'];
  /** Of WebSockets: cut as a PUT took effect, closed by a pod that ended, and asked for in vain. */
  readonly cutByPuts: number;
  readonly cutByPods: number;
  readonly notOpened: number;
  readonly puts: number;
  readonly fewestPuts: number;
  /** Until the Deployment was complete, s. */
  readonly seconds: number;
  /** Pods that took no connection any more while the gateway still had their address, and the longest of that in s. */
  readonly goneInPool: number;
  readonly longestGone: number;
}

export function tally(recording: Recording): Row {
  const { cell, cuts, traffic } = recording;
  const operations = recording.operations.filter(({ startedAt }) => startedAt >= 0);
  const byPods = cuts.filter(({ isByPod }) => isByPod).length;
  const gone = recording.pods.map((pod) => goneFor(pod, recording.operations)).filter((ms) => ms > 0);
  const { sent, failures, notOpened } = traffic;
  return {
    ...cell,
    name: nameOf(cell),
    sent,
    failed: Object.values(failures).reduce<number>((sum, count) => sum + (count ?? 0), 0),
    failures,
    cutByPuts: cuts.length - byPods,
    cutByPods: byPods,
    notOpened,
    puts: operations.length,
    fewestPuts: fewestPuts(changesOf(recording, operations), 1000 * (cell.operation + FLOOR)),
    seconds: recording.completeAt / 1000,
    goneInPool: gone.length,
    longestGone: Math.max(0, ...gone) / 1000,
  };
}

/** Ms from its last connection until the gateway had left it. */
function goneFor({ address, closedAt }: PodLife, operations: readonly Operation[]): number {
  if (closedAt === null) return 0;
  const ended = operations.filter(({ endedAt }) => endedAt !== null);
  const then = ended.findLast(({ endedAt }) => endedAt! <= closedAt);
  if (!then?.members.includes(address)) return 0;
  const left = ended.find(({ endedAt, members }) => endedAt! > closedAt && !members.includes(address));
  return (left?.endedAt ?? Infinity) - closedAt;
}

/**
 * What the gateway has to be told, and until when: of an address that comes as late as we are at worst, unless a gate
 * waits for it, for then somebody later than us would make the rollout longer; of one that goes so that its pod still
 * serves when the operation ends. Nobody need be earlier than we were.
 */
function changesOf({ cell, pods }: Recording, operations: readonly Operation[]): readonly Change[] {
  const { isGated, preStop } = workloadOf(cell);
  const freshness = HOLDOFF.most + 1000 * (FLOOR + cell.operation);
  const serving = 1000 * (preStop - cell.operation);
  const inTime = serving > 0 ? Math.min(freshness, serving) : freshness;
  const change = (from: number, patience: number, carries: (operation: Operation) => boolean): Change => {
    const ours = operations.find((operation) => operation.startedAt >= from && carries(operation));
    return { from, until: Math.max(from + patience, ours?.startedAt ?? Infinity) };
  };
  return pods.flatMap(({ address, isNew, containersReadyAt, endingAt }) => [
    ...(isNew && containersReadyAt !== null
      ? [change(containersReadyAt, isGated ? 0 : freshness, ({ members }) => members.includes(address))]
      : []),
    ...(endingAt === null ? [] : [change(endingAt, inTime, ({ members }) => !members.includes(address))]),
  ]);
}
