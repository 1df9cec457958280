/**
 * `run`: the controller in a cluster, until it is stopped.
 *
 *   API server ─► cluster source, ApplicationGateway objects ─► (leader only) fleet ─► a runner for each gateway ─► ARM
 *                                                                        └─► publisher ─► status, Events
 *
 * Every replica keeps its caches warm; the holder of the Lease writes.
 */
import { APPLICATION_GATEWAY_KIND } from '../../api/application-gateway.ts';
import { parseGatewayId } from '../../azure/resource-id.ts';
import type { Config } from '../../config/schema.ts';
import type { Fleet } from '../../controller/fleet.ts';
import { gatewayTargets } from '../../controller/gateway-targets.ts';
import { createApplicationGateways } from '../../kube/application-gateways.ts';
import type { KubeClient } from '../../kube/client.ts';
import { createElection } from '../../kube/lease.ts';
import { createLogger, type Logger } from '../../telemetry/log.ts';
import { createMetrics } from '../../telemetry/metrics.ts';
import { createCleanup } from '../cleanup.ts';
import { CliFailure, EXIT } from '../failure.ts';
import type { Io } from '../io.ts';
import { readConfig } from '../settings.ts';
import { untilAborted } from '../until-aborted.ts';
import { connectCluster, deriveInstance, identityOf } from './connect.ts';
import { createDebug, startDebugServer } from './debug.ts';
import { startLeading } from './leading.ts';
import { createHealth, NO_GATEWAY, startServers } from './servers.ts';
import { sample } from './sample.ts';
import { createSource } from './source.ts';
import { startWebhooks } from './webhook.ts';

export async function run(flags: Readonly<Record<string, unknown>>, io: Io): Promise<number> {
  const signal = io.stopSignal();
  const { clock } = io;
  const cleanup = createCleanup();
  try {
    const first = await readConfig(flags, io);
    const log = createLogger(io.logs, first.logLevel);
    const client = connectCluster(first.kubeconfig, io);
    cleanup.add(() => client.close());
    const config = await completeConfig(flags, io, client, first);
    checkGatewayId(config);
    log.info({ gateway: config.gatewayId, instance: config.instance, mode: config.mode }, 'starting');

    const metrics = createMetrics();
    const health = createHealth();
    const source = createSource({ client, clock, config, log, metrics });
    cleanup.add(() => source.stop());
    const gateways = createApplicationGateways({
      client,
      clock,
      onError: (error) => logError(log, error, 'ApplicationGateway objects'),
    });
    cleanup.add(() => gateways.stop());
    const stats = () => [...source.stats(), { kind: APPLICATION_GATEWAY_KIND, stats: gateways.stats() }];
    const sampleNow = (): void => {
      if (health.synced) sample(metrics, { stats, snapshot: () => source.snapshot() }, clock.now());
    };
    cleanup.add(await startServers(config, clock, health, metrics, sampleNow));
    const debug = createDebug(() => source.snapshot().snapshot, clock.now);
    cleanup.add(await startDebugServer(debug, config.debugPort));
    health.hasGateways = () => gatewayTargets(config, gateways.current()).targets.length > 0;
    source.start();
    gateways.start();
    await Promise.race([Promise.all([source.synced, gateways.synced]), untilAborted(signal)]);
    if (signal.aborted) return EXIT.ok;
    health.synced = true;
    log.info('caches synced');
    if (!health.hasGateways()) log.warn(`waiting: ${NO_GATEWAY}`);
    const operationTimes = new Map<string, () => number | null>();
    let leading: Fleet | null = null;
    const isLeading = (): boolean => leading !== null;
    const base = { config, io, client, source, gateways, health, log, operationTimes };
    cleanup.add(startWebhooks({ ...base, isLeading }));

    const bug = Promise.withResolvers<never>();
    const stopLeading = async (): Promise<void> => {
      metrics.leader.set(0);
      health.gateways.clear();
      const stopped = leading;
      leading = null;
      await stopped?.stop();
    };
    const election = createElection({
      client,
      clock,
      namespace: config.leaseNamespace,
      name: `appgw-ingress-${config.instance}`,
      identity: identityOf(io),
      onElected: () => {
        log.info('elected');
        metrics.leader.set(1);
        const lease = election;
        leading = startLeading({ ...base, lease, metrics, debug });
        leading.ended.catch(bug.reject);
      },
      onLost: () => {
        log.warn('the Lease was lost');
        void stopLeading();
      },
      onError: (error) => logError(log, error, 'leader election'),
    });
    election.start();
    // The Lease goes last: whoever takes it over must find nothing of ours half done.
    cleanup.add(() => election.stop());
    cleanup.add(stopLeading);
    await Promise.race([untilAborted(signal), bug.promise]);
    log.info('stopping');
    return EXIT.ok;
  } finally {
    await cleanup.run();
  }
}

/** The name of the installation is derived from the cluster unless it is set. */
async function completeConfig(
  flags: Readonly<Record<string, unknown>>,
  io: Io,
  client: KubeClient,
  { leaseNamespace }: Config,
): Promise<Config> {
  const unset = await readConfig(flags, io, { instance: 'x' });
  if (unset.instance !== 'x') return unset;
  const release = io.environment['HELM_RELEASE'] ?? leaseNamespace;
  return readConfig(flags, io, { instance: await deriveInstance(client, release) });
}

/** Without one the gateways are those of the ApplicationGateway objects. */
function checkGatewayId({ gatewayId }: Config): void {
  try {
    if (gatewayId !== undefined) parseGatewayId(gatewayId);
  } catch (cause) {
    throw new CliFailure(`--gateway-id: ${(cause as Error).message}`, { cause });
  }
}

export const logError = (log: Logger, error: Error, where: string): void =>
  log.warn(
    { where, error: error.message, ...('code' in error ? { code: error.code } : {}) },
    'failed, and tried again',
  );
