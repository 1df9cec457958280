/**
 * The Deployment controller: as many pods as wanted, and a rolling update with the defaults of Kubernetes. It goes on only
 * when new pods are Ready, and counts none that is ending.
 */
import type { Kubelet, PodLife } from './kubelet.ts';

export interface Deployment {
  /** Whatever has changed. */
  readonly sync: () => void;
  /** From now on the pods are to be new ones. */
  readonly roll: () => void;
  /** Exactly the wanted pods are there, and all of them are Ready. */
  readonly isComplete: () => boolean;
}

/** Of maxSurge, which is rounded up, and of maxUnavailable, which is rounded down. */
const QUARTER = 0.25;

export function createDeployment(
  { pods, start, stop }: Pick<Kubelet, 'pods' | 'start' | 'stop'>,
  replicas: number,
): Deployment {
  const most = replicas + Math.ceil(QUARTER * replicas);
  const least = replicas - Math.floor(QUARTER * replicas);
  let isRolled = false;
  let isSyncing = false;

  const current = (): readonly PodLife[] => pods.filter(({ endingAt }) => endingAt === null);
  const wanted = (): readonly PodLife[] => current().filter(({ isNew }) => isNew === isRolled);

  function sync(): void {
    // What it does is a change, too.
    if (isSyncing) return;
    isSyncing = true;
    while (createMissing() + endOutdated() > 0);
    isSyncing = false;
  }

  function createMissing(): number {
    const missing = Math.max(0, Math.min(most - current().length, replicas - wanted().length));
    for (let index = 0; index < missing; index += 1) start(isRolled);
    return missing;
  }

  function endOutdated(): number {
    const outdated = current().filter(({ isNew }) => isNew !== isRolled);
    const unready = wanted().filter(({ readyAt }) => readyAt === null).length;
    const spare = outdated.slice(0, Math.max(0, current().length - least - unready));
    for (const pod of spare) stop(pod);
    return spare.length;
  }

  return {
    sync,
    roll: () => {
      isRolled = true;
      sync();
    },
    isComplete: () =>
      current().length === replicas &&
      wanted().length === replicas &&
      wanted().every(({ readyAt }) => readyAt !== null),
  };
}
