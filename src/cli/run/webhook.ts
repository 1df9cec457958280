/**
 * The webhooks of a replica: certificate ─► server ─► verdicts on the snapshot at hand. The leader also sees to the
 * certificate, and tells the others through the Secret how long pods have to serve on after they were told to end.
 */
import { readinessGateOf } from '../../api/readiness-gate.ts';
import type { Config } from '../../config/schema.ts';
import { frontendOptions } from '../../controller/compute.ts';
import { gatewayTargets } from '../../controller/gateway-targets.ts';
import type { ApplicationGateways } from '../../kube/application-gateways.ts';
import type { KubeClient } from '../../kube/client.ts';
import type { ClusterSource } from '../../kube/cluster-source.ts';
import { projectIngress } from '../../kube/projections/ingress.ts';
import { createWebhookObjects } from '../../kube/webhook-objects.ts';
import type { Logger } from '../../telemetry/log.ts';
import { serveWebhooks, type ServingCertificate, type WebhookServer } from '../../webhook/server.ts';
import { createWebhooks, type Webhooks } from '../../webhook/webhooks.ts';
import type { Io } from '../io.ts';
import { createJudge } from './judge.ts';
import type { Health } from './servers.ts';
import { certificateSource } from './webhook-certificate.ts';
import { createDrain } from './webhook-drain.ts';

export interface WebhookRunOptions {
  readonly config: Config;
  readonly io: Io;
  readonly client: KubeClient;
  readonly source: ClusterSource;
  readonly gateways: ApplicationGateways;
  readonly health: Health;
  readonly log: Logger;
  readonly isLeading: () => boolean;
  /** By resource id: what an operation takes, ms; known to the leader. */
  readonly operationTimes: ReadonlyMap<string, () => number | null>;
}

const HOST = '0.0.0.0';
const LOOK_AGAIN_MS = 15_000;
/** Until there is a certificate: the leader is just making it. */
const WAIT_MS = 1000;

/** To be called once the caches are synced. Returns what stops them. */
export function startWebhooks(options: WebhookRunOptions): () => Promise<void> {
  const { config, io, client, health, log, isLeading } = options;
  if (!config.webhook.enabled) return async () => undefined;
  const { secret, configuration, mode } = config.webhook.certificate;
  const stopping = new AbortController();
  const { signal } = stopping;
  const objects = createWebhookObjects({
    client,
    namespace: config.leaseNamespace,
    secret,
    configuration,
    signal,
  });
  const drain = createDrain({ config, objects, isLeading, operationTimes: options.operationTimes });
  const certificate = certificateSource({ config, objects, clock: io.clock, isLeading });
  let server: WebhookServer | null = null;
  let served: ServingCertificate | null = null;

  const serve = async (first: ServingCertificate): Promise<WebhookServer> => {
    const webhooks = webhooksOf(options, await canSleep(client), drain.seconds);
    return serveWebhooks({ webhooks, host: HOST, port: config.webhook.port, onError }, first);
  };

  async function round(): Promise<void> {
    const next = await certificate();
    if (next && next.certificate !== served?.certificate) {
      if (server) server.renew(next);
      else server = await serve(next);
      served = next;
      health.webhookProblem = null;
      log.info({ port: server.port }, 'webhooks: served with a new certificate');
    }
    if (mode === 'self') await drain.share();
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      await round().catch(onError);
      await io.clock.sleep(server ? LOOK_AGAIN_MS : WAIT_MS, signal).catch(() => undefined);
    }
  }

  function onError(error: Error): void {
    if (signal.aborted) return;
    log.warn({ error: error.message }, 'webhooks: failed, and tried again');
    if (!server) health.webhookProblem = `webhooks: ${error.message}`;
  }

  health.webhookProblem = 'webhooks: there is no certificate yet';
  const ended = loop();
  return async () => {
    stopping.abort();
    await ended;
    await server?.close();
  };
}

function webhooksOf(
  { config, io, source, gateways }: WebhookRunOptions,
  canSleep: boolean,
  preStopSeconds: () => number,
): Webhooks {
  const { preStop, validate, codes } = config.webhook;
  const targets = () => gatewayTargets(config, gateways.current()).targets;
  return createWebhooks({
    snapshot: () => source.snapshot().snapshot,
    namespaces: config.namespaces,
    gateways: () => targets().map(({ settings }) => frontendOptions(settings)),
    injection: () => ({
      gate: config.readinessGate.enabled ? readinessGateOf(config.instance) : null,
      preStopSeconds: preStop.enabled && canSleep ? preStopSeconds() : null,
    }),
    toIngress: projectIngress,
    validation: {
      mode: validate,
      codes,
      judge: createJudge(targets),
    },
    clock: io.clock,
  });
}

/** Before 1.30 the hook is dropped by the API server, and what is left of it refuses the pod. */
async function canSleep(client: KubeClient): Promise<boolean> {
  const { major, minor } = await client.request<{ readonly major: string; readonly minor: string }>({
    path: '/version',
  });
  return Number(major) > 1 || Number.parseInt(minor, 10) >= 30;
}
