/**
 * `run`: the controller in a cluster, until it is stopped.
 *
 *   API server ─► cluster source ─► (leader only) gateway runner ─► ARM
 *                                         └─► publisher ─► Ingress status, Events
 *
 * Every replica keeps its caches warm; the holder of the Lease writes.
 */
import { systemClock } from '../../clock/clock.ts';
import type { Config } from '../../config/schema.ts';
import { createElection } from '../../kube/lease.ts';
import type { KubeClient } from '../../kube/client.ts';
import { createLogger, type Logger } from '../../telemetry/log.ts';
import { createMetrics } from '../../telemetry/metrics.ts';
import { createCleanup } from '../cleanup.ts';
import { CliFailure, EXIT } from '../failure.ts';
import type { Io } from '../io.ts';
import { readConfig } from '../settings.ts';
import { untilAborted } from '../until-aborted.ts';
import { connectCluster, deriveInstance, identityOf } from './connect.ts';
import { startLeading, type Leading } from './leading.ts';
import { createHealth, startServers } from './servers.ts';
import { createSource } from './source.ts';

export async function run(flags: Readonly<Record<string, unknown>>, io: Io): Promise<number> {
  const signal = io.stopSignal();
  const log = createLogger('stdout');
  const cleanup = createCleanup();
  try {
    const first = await readConfig(flags, io);
    const client = connectCluster(first.kubeconfig, io);
    cleanup.add(() => client.close());
    const config = await completeConfig(flags, io, client, first);
    const { gatewayId } = config;
    if (gatewayId === undefined)
      throw new CliFailure('--gateway-id is missing: which gateway shall be written?');
    log.info({ gateway: gatewayId, instance: config.instance, mode: config.mode }, 'starting');

    const metrics = createMetrics();
    const health = createHealth();
    cleanup.add(await startServers(config, health, metrics));
    const source = createSource(client, config, log, metrics);
    cleanup.add(() => source.stop());
    source.start();
    await Promise.race([source.synced, untilAborted(signal)]);
    if (signal.aborted) return EXIT.ok;
    health.synced = true;
    log.info('caches synced');

    const bug = Promise.withResolvers<never>();
    let leading: Promise<Leading> | null = null;
    const stopLeading = async (): Promise<void> => {
      metrics.leader.set(0);
      await (await leading?.catch(() => null))?.stop();
      leading = null;
    };
    const election = createElection({
      client,
      clock: systemClock,
      namespace: config.leaseNamespace,
      name: `appgw-ingress-${config.instance}`,
      identity: identityOf(io),
      onElected: () => {
        log.info('elected');
        metrics.leader.set(1);
        leading = startLeading({
          config,
          gatewayId,
          io,
          client,
          source,
          lease: election,
          log,
          metrics,
          health,
        });
        leading.then((started) => started.ended).catch(bug.reject);
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
  return readConfig(flags, io, { instance: await deriveInstance(client, leaseNamespace) });
}

export const logError = (log: Logger, error: Error, where: string): void =>
  log.warn(
    { where, error: error.message, ...('code' in error ? { code: error.code } : {}) },
    'failed, and tried again',
  );
