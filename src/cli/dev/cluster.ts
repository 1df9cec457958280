/**
 * The cluster that `dev` plays around the files: endpoints for Services without slices, Pods for Deployments, the default
 * backend, and with `--dev-tls` the Secrets that lack. A change is passed on only when the echo backends behind it answer, and those
 * that go answer until the gateway no longer sends them anything, like Pods that drain.
 */
import { createSnapshot, objectsOf } from '../../cluster/snapshot.ts';
import type { SnapshotSource, SourceState } from '../../controller/ports.ts';
import type { EchoEndpoint, EchoFleet } from '../../emulator/echo/fleet.ts';
import { oneAtATime } from '../../emulator/serial.ts';
import type { Workload } from '../../manifests/kinds/workload.ts';
import type { DevDefaultBackend } from './default-backend.ts';
import type { DevTls } from './dev-tls.ts';
import { echoEndpoints } from './echo-endpoints.ts';
import { missingSlices } from './missing-slices.ts';
import { standInPods } from './stand-in-pods.ts';

/** Objects and the workloads that stand behind them, from files or from a test. */
export interface DevSource extends SnapshotSource {
  workloads(): readonly Workload[];
}

export interface DevClusterOptions {
  readonly source: DevSource;
  readonly fleet: EchoFleet;
  readonly defaultBackend: DevDefaultBackend;
  readonly devTls: DevTls | null;
  readonly onError: (error: unknown) => void;
}

export interface DevCluster extends SnapshotSource {
  /** The gateway serves what the last snapshot said. */
  readonly served: () => Promise<void>;
  readonly close: () => void;
}

interface Play extends SourceState {
  readonly endpoints: readonly EchoEndpoint[];
}

export async function createDevCluster(options: DevClusterOptions): Promise<DevCluster> {
  const { source, fleet, onError } = options;
  const listeners = new Set<() => void>();
  let current = await play(options);
  let asked = current;
  let inUse: readonly EchoEndpoint[] = [];
  // The newest comes last: of two Pods with one address it is the one that answers.
  const answer = (): Promise<void> => fleet.sync([...inUse, ...asked.endpoints, ...current.endpoints]);
  await answer();

  const refresh = oneAtATime(async () => {
    current = await play(options);
    await answer();
    for (const listener of listeners) listener();
  });
  const unsubscribe = source.subscribe(() => void refresh().catch(onError));
  return {
    snapshot: () => {
      asked = current;
      return asked;
    },
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    served: () => {
      inUse = asked.endpoints;
      return answer();
    },
    close: unsubscribe,
  };
}

async function play({ source, defaultBackend, devTls }: DevClusterOptions): Promise<Play> {
  const { snapshot, diagnostics } = source.snapshot();
  const { at } = snapshot;
  const given = defaultBackend.standIn(objectsOf(snapshot));
  const secrets = devTls ? await devTls.missingSecrets(snapshot) : [];
  const workloads = source.workloads();
  const found = createSnapshot(given, at);
  const slices = missingSlices(found, workloads);
  const played = createSnapshot([...given, ...slices, ...standInPods(found, workloads), ...secrets], at);
  const echoes = echoEndpoints(played).filter(({ address, port }) => !defaultBackend.resolve(address, port));
  return { snapshot: played, diagnostics, endpoints: echoes };
}
