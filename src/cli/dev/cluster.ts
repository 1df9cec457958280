/**
 * The cluster that `dev` plays around the files: endpoints for Services without slices, the default backend, and with
 * `--dev-tls` the Secrets that lack. A change is passed on only when the echo backends behind it answer.
 */
import type { ClusterObject } from '../../cluster/objects.ts';
import { createSnapshot, type Snapshot } from '../../cluster/snapshot.ts';
import type { SnapshotSource, SourceState } from '../../controller/ports.ts';
import type { EchoFleet } from '../../emulator/echo/fleet.ts';
import { oneAtATime } from '../../emulator/serial.ts';
import type { Workload } from '../../manifests/kinds/workload.ts';
import type { DevDefaultBackend } from './default-backend.ts';
import type { DevTls } from './dev-tls.ts';
import { echoEndpoints, missingSlices } from './echo-endpoints.ts';

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
  readonly close: () => void;
}

export async function createDevCluster(options: DevClusterOptions): Promise<DevCluster> {
  const { source, onError } = options;
  const listeners = new Set<() => void>();
  let state = await play(options);
  const refresh = oneAtATime(async () => {
    state = await play(options);
    for (const listener of listeners) listener();
  });
  const unsubscribe = source.subscribe(() => void refresh().catch(onError));
  return {
    snapshot: () => state,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    close: unsubscribe,
  };
}

async function play({ source, fleet, defaultBackend, devTls }: DevClusterOptions): Promise<SourceState> {
  const { snapshot, diagnostics } = source.snapshot();
  const given = objectsOf(snapshot).filter((object) => !isBehind(object, defaultBackend.service));
  const secrets = devTls ? await devTls.missingSecrets(snapshot) : [];
  const slices = missingSlices(createSnapshot(given, snapshot.at), source.workloads());
  const played = createSnapshot([...given, ...slices], snapshot.at);
  await fleet.sync(echoEndpoints(played));
  return {
    snapshot: createSnapshot([...given, ...slices, ...secrets, ...defaultBackend.objects], snapshot.at),
    diagnostics,
  };
}

const objectsOf = (snapshot: Snapshot): readonly ClusterObject[] => [
  ...snapshot.ingresses,
  ...snapshot.ingressClasses.values(),
  ...snapshot.services.values(),
  ...[...snapshot.endpointSlices.values()].flat(),
  ...snapshot.secrets.values(),
];

/** The default backend of `dev` stands in for one that the files have, with its slices. */
function isBehind(object: ClusterObject, service: string): boolean {
  const { namespace, name, labels } = object.metadata;
  const key = object.kind === 'EndpointSlice' ? labels?.['kubernetes.io/service-name'] : name;
  return (object.kind === 'Service' || object.kind === 'EndpointSlice') && `${namespace}/${key}` === service;
}
