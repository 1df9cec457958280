/** Health and metrics of `run`. */
import type { Config } from '../../config/schema.ts';
import { checkAnswer, serveRoutes, type Check } from '../../telemetry/health-server.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { CliFailure } from '../failure.ts';

/** What the probes look at; the parts of `run` keep it true. */
export interface Health {
  synced: boolean;
  /** Null: not leading, or nothing is wrong. */
  problem: string | null;
  /** Ms since the epoch of the last finished run; null: not leading. */
  lastRun: (() => number) | null;
}

/** An operation of ARM may take an hour; a loop that is silent for longer hangs. */
const STUCK_MS = 75 * 60_000;

export const createHealth = (): Health => ({ synced: false, problem: null, lastRun: null });

/** The loop makes progress. */
export function alive({ lastRun }: Health, now: number): Check {
  const silent = lastRun === null ? 0 : now - lastRun();
  return {
    ok: silent < STUCK_MS,
    reason: `the loop has not finished a run for ${Math.round(silent / 1000)} s`,
  };
}

/** Caches are synced, and the leader can read its gateway. */
export const ready = ({ synced, problem }: Health): Check =>
  synced
    ? { ok: problem === null, reason: problem ?? '' }
    : { ok: false, reason: 'the caches are not synced yet' };

const HOST = '0.0.0.0';

/** Resolves with what stops them. */
export async function startServers(
  config: Config,
  health: Health,
  { registry }: Metrics,
): Promise<() => Promise<void>> {
  const probes = {
    '/healthz': () => checkAnswer(alive(health, Date.now())),
    '/readyz': () => checkAnswer(ready(health)),
  };
  const metrics = {
    '/metrics': async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() }),
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
