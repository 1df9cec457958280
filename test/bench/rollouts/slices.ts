/** The EndpointSlice controller: one slice, written again whenever a pod has changed. */
import type { Clock } from '../../../src/clock/clock.ts';
import type { ApiServer } from '../../kube/api-server/contracts.ts';
import type { PodLife } from './kubelet.ts';
import { NAMESPACE, SLICE } from './objects.ts';

/** Pods that end together are in one write, as with the queue of the real one. */
const GATHER_MS = 100;

/** Returns what is to be called after each change. */
export function keepSlice(
  api: ApiServer,
  clock: Clock,
  pods: () => readonly PodLife[],
  onError: (error: unknown) => void,
): () => void {
  let isDirty = false;
  let isWriting = false;

  async function write(): Promise<void> {
    isWriting = true;
    while (isDirty) {
      await clock.sleep(GATHER_MS);
      isDirty = false;
      await api.admin.patch(SLICE, { endpoints: pods().flatMap(endpointOf) });
    }
    isWriting = false;
  }
  return () => {
    isDirty = true;
    if (!isWriting) write().catch(onError);
  };
}

/** A pod has an address once it runs; one that sleeps before its end still serves. */
function endpointOf({ name, address, containersReadyAt, readyAt, endingAt, goneAt }: PodLife) {
  if (goneAt !== null || containersReadyAt === null) return [];
  const [serving, terminating] = [readyAt !== null, endingAt !== null];
  return [
    {
      addresses: [address],
      conditions: { ready: serving && !terminating, serving, terminating },
      targetRef: { kind: 'Pod', namespace: NAMESPACE, name },
    },
  ];
}
