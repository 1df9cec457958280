/**
 * How long a pod that ends must go on serving: until the gateway has been told to leave it, which takes
 *
 *   the holdoff (the change is not alone) + an operation (one has just begun) + the floor + the operation that tells it
 *
 * Owners whose pods do not last that long are told the numbers. A hook that runs a command or asks by HTTP lasts for as
 * long as its own code says, so nothing can be said of it, unless kubelet ends the pod before.
 */
import type { Pod } from '../cluster/objects.ts';
import { keyOf, type Snapshot } from '../cluster/snapshot.ts';
import { diagnose, type Detail, type Diagnostic, type ObjectRef } from '../diagnostics/diagnostic.ts';
import { namedServices } from '../frontends/ingress/named-services.ts';
import type { Owner } from '../routing/model.ts';
import { HOLDOFF } from './holdoff.ts';

/** What Kubernetes gives a pod that does not say. */
const GRACE_SECONDS = 30;

export interface ApplyTime {
  /** Between two PUTs, ms. */
  readonly floorMs: number;
  /** What an operation takes as a rule, ms; null: none was seen. */
  readonly operationMs: number | null;
}

export interface ShortDrain {
  readonly object: ObjectRef;
  readonly detail: Detail<'DRAIN_TOO_SHORT'>;
}

/** Tells each pair of Ingress and Service once, and again when its numbers are others and still too small. */
export function createDrainAdvice(): (...question: Parameters<typeof shortDrains>) => readonly Diagnostic[] {
  const told = new Set<string>();
  return (...question) =>
    shortDrains(...question).flatMap(({ object, detail }) => {
      const { service, preStopSeconds, graceSeconds } = detail;
      const text = JSON.stringify([object.name, service, preStopSeconds, graceSeconds]);
      if (told.has(text)) return [];
      told.add(text);
      return [diagnose('DRAIN_TOO_SHORT', object, detail)];
    });
}

export function shortDrains(
  snapshot: Snapshot,
  owners: readonly Owner[],
  { floorMs, operationMs }: ApplyTime,
): readonly ShortDrain[] {
  if (operationMs === null) return [];
  const applySeconds = Math.ceil(operationMs / 1000);
  const neededSeconds = drainSeconds(floorMs, operationMs);
  const ours = new Set(owners.map(({ namespace, name }) => `${namespace}/${name}`));
  return snapshot.ingresses
    .filter(({ metadata }) => ours.has(keyOf(metadata)))
    .flatMap((ingress) =>
      namedServices(ingress).flatMap((name): readonly ShortDrain[] => {
        const { namespace } = ingress.metadata;
        const service = snapshot.services.get(`${namespace}/${name}`);
        const pods = snapshot.pods.selected(namespace, service?.spec.selector ?? {});
        const short = pods.find((pod) => isShort(pod, neededSeconds));
        if (!short) return [];
        const detail = {
          service: `${namespace}/${name}`,
          pod: short.metadata.name,
          neededSeconds,
          applySeconds,
          preStopSeconds: sleepOf(short) ?? 0,
          graceSeconds: graceOf(short),
        };
        return [{ object: { kind: 'Ingress', namespace, name: ingress.metadata.name }, detail }];
      }),
    );
}

export const drainSeconds = (floorMs: number, operationMs: number): number =>
  Math.ceil((HOLDOFF.most + floorMs + 2 * operationMs) / 1000);

/** A pod that was told to end cannot be changed any more. */
function isShort(pod: Pod, neededSeconds: number): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  const sleep = sleepOf(pod);
  return graceOf(pod) < neededSeconds || (sleep !== null && sleep < neededSeconds);
}

const graceOf = ({ spec }: Pod): number => spec.terminationGracePeriodSeconds ?? GRACE_SECONDS;

/** Of the container that goes first; null: at least one lasts for a time that is not known. */
function sleepOf({ spec }: Pod): number | null {
  const sleeps = spec.containers.map(({ preStop }) => (preStop ? preStop.sleepSeconds : 0));
  return sleeps.includes(null) ? null : Math.max(0, ...sleeps.map(Number));
}
