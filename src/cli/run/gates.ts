/** The gate keeper of the leader; none where pods are not asked to wait for us. */
import type { ArmReader } from '../../azure/arm-reader.ts';
import type { Throttle } from '../../azure/throttle.ts';
import type { Config } from '../../config/schema.ts';
import { startGateKeeper, type GateKeeper } from '../../controller/gate-keeper.ts';
import { gatewayTargets } from '../../controller/gateway-targets.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ApplicationGateways } from '../../kube/application-gateways.ts';
import type { KubeClient } from '../../kube/client.ts';
import type { ClusterSource } from '../../kube/cluster-source.ts';
import { createPodGates } from '../../kube/pod-gates.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { connectReader } from '../azure-connection.ts';
import type { Io } from '../io.ts';
import { seen } from './member.ts';

export interface GatesOptions {
  readonly config: Config;
  readonly io: Io;
  readonly client: KubeClient;
  readonly source: ClusterSource;
  readonly gateways: ApplicationGateways;
  readonly throttle: Throttle;
  readonly fieldManager: string;
  readonly recordEvents: (diagnostics: readonly Diagnostic[]) => Promise<void>;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly signal: AbortSignal;
}

export function openGates(options: GatesOptions): GateKeeper | null {
  const { config, io, client, source, gateways, recordEvents, log, metrics, signal } = options;
  if (!config.readinessGate.enabled) return null;
  const { clock } = io;
  const readers = new Map<string, Promise<ArmReader>>();
  const readerOf = (resourceId: string): Promise<ArmReader> => {
    const reader = readers.get(resourceId) ?? connectReader(resourceId, config, io, seen(options));
    readers.set(resourceId, reader);
    return reader;
  };
  return startGateKeeper({
    source,
    clock,
    instance: config.instance,
    settings: config.readinessGate,
    targets: () => gatewayTargets(config, gateways.current()).targets,
    gates: createPodGates({ client, clock, identify: source.identify, fieldManager: options.fieldManager }),
    readHealth: async (resourceId) => (await readerOf(resourceId)).backendHealth(resourceId),
    report: recordEvents,
    onError: (error) => {
      if (!signal.aborted) log.warn({ error: error.message }, 'readiness gates: failed, and tried again');
    },
    observer: {
      onWaiting: (pods) => metrics.gatesWaiting.set(pods),
      onOpened: (reason, ms) => metrics.gateSeconds.observe({ reason }, ms / 1000),
    },
    signal,
  });
}
