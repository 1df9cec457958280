/**
 * Pods that wait for nothing but our readiness gate (decision 10). Their slice calls them not ready until the gate is
 * open, and it opens only once the gateway has their address: they have to enter the pool before.
 */
import type { Endpoint, Pod } from '../cluster/objects.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import type { IsGated } from './endpoints.ts';

export function gatedPods(snapshot: Snapshot, gate: string | undefined): IsGated {
  if (gate === undefined) return () => false;
  return ({ targetRef, addresses }: Endpoint) => {
    if (targetRef?.kind !== 'Pod') return false;
    const pod = snapshot.pods.all.get(`${targetRef.namespace}/${targetRef.name}`);
    // The slice may still speak of an earlier pod of that name.
    return pod !== undefined && pod.status.podIP === addresses[0] && waitsOnlyFor(pod, gate);
  };
}

export const hasGate = ({ spec }: Pod, gate: string): boolean =>
  spec.readinessGates?.some(({ conditionType }) => conditionType === gate) ?? false;

export const isTrue = ({ status }: Pod, type: string): boolean =>
  status.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;

function waitsOnlyFor(pod: Pod, gate: string): boolean {
  const others = (pod.spec.readinessGates ?? []).filter(({ conditionType }) => conditionType !== gate);
  return (
    hasGate(pod, gate) &&
    pod.metadata.deletionTimestamp === undefined &&
    isTrue(pod, 'ContainersReady') &&
    others.every(({ conditionType }) => isTrue(pod, conditionType))
  );
}
