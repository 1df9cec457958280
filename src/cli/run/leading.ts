/** What the leader does: one runner for its gateway, and the publisher behind it. */
import { createThrottle } from '../../azure/throttle.ts';
import { systemClock } from '../../clock/clock.ts';
import type { Config } from '../../config/schema.ts';
import { startGatewayRunner, type Published } from '../../controller/gateway-runner.ts';
import { createPublisher, type StatusAddress } from '../../controller/publisher.ts';
import type { WriteLease } from '../../controller/ports.ts';
import { isError } from '../../diagnostics/diagnostic.ts';
import { render } from '../../diagnostics/render.ts';
import type { KubeClient } from '../../kube/client.ts';
import type { ClusterSource } from '../../kube/cluster-source.ts';
import { createEventRecorder } from '../../kube/events.ts';
import { createIngressStatusWriter } from '../../kube/ingress-status.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { connectGateway } from '../azure-connection.ts';
import type { Io } from '../io.ts';
import type { Health } from './servers.ts';

export interface LeadingOptions {
  readonly config: Config;
  readonly gatewayId: string;
  readonly io: Io;
  readonly client: KubeClient;
  readonly source: ClusterSource;
  readonly lease: WriteLease;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly health: Health;
}

export interface Leading {
  readonly stop: () => Promise<void>;
  /** Rejects with the bug that ended it. */
  readonly ended: Promise<void>;
}

const CONTROLLER = 'appgw-ingress.dev/controller';

export async function startLeading(options: LeadingOptions): Promise<Leading> {
  const { config, gatewayId, io, client, source, lease, log, metrics, health } = options;
  const gateway = await connectGateway(gatewayId, config, io, {
    throttle: createThrottle(systemClock),
    onAnswer: ({ method, status, ms, remaining }) => {
      metrics.armRequests.inc({ method, status: String(status ?? 0) });
      metrics.armSeconds.observe({ method }, ms / 1000);
      if (remaining !== null) metrics.armRemaining.set({ method }, remaining);
    },
    onStripped: (path) => log.warn({ path }, 'ARM does not know this member; it is left out from now on'),
  });
  const writer = createIngressStatusWriter({
    client,
    clock: systemClock,
    isOurs: (address) => publisher.isOurs(address),
    fieldManager: 'appgw-ingress',
  });
  const recorder = createEventRecorder({
    client,
    clock: systemClock,
    reporter: { controller: CONTROLLER, instance: io.environment['POD_NAME'] ?? 'appgw-ingress' },
    identify: (object) => source.identify(object),
    onError: (error) => log.warn({ error: error.message }, 'an Event could not be written'),
  });
  const publisher = createPublisher({
    gateway,
    clock: systemClock,
    snapshot: () => source.snapshot().snapshot,
    writeStatus: async (target, addresses) => {
      const { kind } = await writer.write(target, addresses);
      metrics.statusUpdates.inc({ result: kind });
      return kind;
    },
    recordEvents: (diagnostics) => recorder.record(diagnostics),
    publish: publishedAddress(config),
  });
  const runner = startGatewayRunner({
    source,
    gateway,
    lease,
    clock: systemClock,
    settings: { config, conventionalClass: null, gateway: { kind: 'unnamed' } },
    mode: config.mode,
    publish: async (published) => {
      report(published, gatewayId, log, metrics, health);
      await publisher.publish(published);
    },
    observer: {
      onPlanned: ({ plan }) => {
        for (const { collection, action } of plan.changes) {
          metrics.planChanges.inc({ gateway: gatewayId, collection, action });
        }
      },
      onPut: () => {
        metrics.puts.inc({ gateway: gatewayId });
        log.info({ gateway: gatewayId }, 'PUT sent');
      },
    },
  });
  health.lastRun = runner.lastRun;
  return {
    stop: async () => {
      health.lastRun = null;
      health.problem = null;
      await runner.stop();
    },
    ended: runner.ended,
  };
}

function publishedAddress({
  publishAddress,
  statusAddress,
}: Config): Parameters<typeof createPublisher>[0]['publish'] {
  if (publishAddress === undefined) return { kind: statusAddress };
  const address: StatusAddress = /^[\d.]+$|:/.test(publishAddress)
    ? { ip: publishAddress }
    : { hostname: publishAddress };
  return { kind: 'override', address };
}

/** The run for logs, metrics and probes. */
function report(
  { outcome, live }: Published,
  gateway: string,
  log: Logger,
  metrics: Metrics,
  health: Health,
): void {
  metrics.reconciles.inc({ gateway, result: outcome.kind });
  const errors = outcome.diagnostics.filter(isError);
  metrics.heldBack.reset();
  for (const { code } of errors) metrics.heldBack.inc({ gateway, code });
  if (outcome.kind === 'failed') {
    const { code, message } = outcome.error;
    log.error({ gateway, code, reason: message }, 'the gateway was not brought up to date');
    health.problem = live === null ? `the gateway cannot be read: ${code}` : null;
    return;
  }
  health.problem = null;
  if (outcome.kind === 'unchanged' || outcome.kind === 'applied') {
    metrics.lastSuccess.set({ gateway }, Date.now() / 1000);
  }
  const level = outcome.kind === 'unchanged' ? 'debug' : 'info';
  log[level]({ gateway, outcome: outcome.kind, errors: errors.length }, 'reconciled');
  if (outcome.kind === 'applied') for (const error of errors) log.warn(render(error), 'held back');
}
