/** Health and metrics of `run`. */
import type { Clock } from '../../clock/clock.ts';
import type { Config } from '../../config/schema.ts';
import { checkAnswer, serveRoutes, type Check } from '../../telemetry/health-server.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { CliFailure } from '../failure.ts';

/** What the probes look at; the parts of `run` keep it true. */
export interface Health {
  synced: boolean;
  /** Whether a flag or an object names a gateway to serve. */
  hasGateways: () => boolean;
  /** By resource id; empty while another replica leads. */
  readonly gateways: Map<string, GatewayHealth>;
  /** What the webhooks lack; null: nothing, or they are off. */
  webhookProblem: string | null;
}

export interface GatewayHealth {
  /** Why it cannot be read; null: it can, or was not read yet. */
  problem: string | null;
  /** Ms since the epoch of the last finished run. */
  readonly lastRun: () => number;
}

/** An operation of ARM may take an hour; a loop that is silent for longer hangs. */
const STUCK_MS = 75 * 60_000;

export const createHealth = (): Health => ({
  synced: false,
  hasGateways: () => true,
  gateways: new Map(),
  webhookProblem: null,
});

/** The loop of every gateway makes progress. */
export function alive({ gateways }: Health, now: number): Check {
  const silent = Math.max(0, ...[...gateways.values()].map(({ lastRun }) => now - lastRun()));
  return {
    ok: silent < STUCK_MS,
    reason: `the loop has not finished a run for ${Math.round(silent / 1000)} s`,
  };
}

/** Caches are synced, there is a gateway, and the leader can read one: a broken one takes the others no readiness. */
export function ready({ synced, hasGateways, gateways, webhookProblem }: Health): Check {
  if (!synced) return { ok: false, reason: 'the caches are not synced yet' };
  if (!hasGateways()) return { ok: false, reason: NO_GATEWAY };
  if (webhookProblem !== null) return { ok: false, reason: webhookProblem };
  const problems = [...gateways.values()].map(({ problem }) => problem);
  const isOk = problems.length === 0 || problems.includes(null);
  return { ok: isOk, reason: isOk ? '' : problems.join('; ') };
}

export const NO_GATEWAY =
  'there is no gateway to serve: --gateway-id is not set, and no ApplicationGateway object can be used';

const HOST = '0.0.0.0';

/** `sampleNow` is called before metrics are shown. Resolves with what stops them. */
export async function startServers(
  config: Config,
  clock: Clock,
  health: Health,
  { registry }: Metrics,
  sampleNow: () => void,
): Promise<() => Promise<void>> {
  const probes = {
    '/healthz': () => checkAnswer(alive(health, clock.now())),
    '/readyz': () => checkAnswer(ready(health)),
  };
  const metrics = {
    '/metrics': async () => {
      sampleNow();
      return { status: 200, type: registry.contentType, body: await registry.metrics() };
    },
  };
  const listen = (routes: Parameters<typeof serveRoutes>[0], port: number) =>
    serveRoutes(routes, HOST, port).catch((cause: Error) => {
      throw new CliFailure(`port ${port}: ${cause.message}`, { cause });
    });
  const first = await listen(probes, config.healthPort);
  const second = await listen(metrics, config.metricsPort);
  return async () => {
    await Promise.all([first.close(), second.close()]);
  };
}
