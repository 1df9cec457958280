/** The runs of one gateway for logs, metrics and probes. */
import type { Clock } from '../../clock/clock.ts';
import type { Published, RunnerObserver } from '../../controller/gateway-runner.ts';
import { isOnGateway, limits } from '../../controller/gateway-status.ts';
import { isError, type Code, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { render } from '../../diagnostics/render.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { GatewayHealth } from './servers.ts';

const WORTH_A_WARNING: ReadonlySet<Code> = new Set(['CONTENT_LOST', 'SECOND_WRITER', 'REMOVAL_UNCONFIRMED']);

export interface Report {
  readonly observer: RunnerObserver;
  readonly publish: (published: Published, health: GatewayHealth) => void;
  /** What the metrics say of the gateway is no longer known. */
  readonly close: () => void;
}

export function createReport(gateway: string, clock: Clock, log: Logger, metrics: Metrics): Report {
  const codes = new Set<string>();
  const limitNames = new Set<string>();
  let putAt: number | null = null;

  function count({ outcome, computation }: Published): void {
    metrics.reconciles.inc({ gateway, result: outcome.kind });
    for (const code of codes) metrics.heldBack.remove({ gateway, code });
    codes.clear();
    for (const { code } of outcome.diagnostics.filter(isError)) {
      codes.add(code);
      metrics.heldBack.inc({ gateway, code });
    }
    if (outcome.kind !== 'failed') metrics.flapping.set({ gateway }, flappingEndpoints(outcome.diagnostics));
    if (!isOnGateway(outcome)) return;
    metrics.lastSuccess.set({ gateway }, clock.now() / 1000);
    for (const { name, used, limit } of computation ? limits(computation) : []) {
      limitNames.add(name);
      metrics.limitUsed.set({ gateway, limit: name }, used);
      metrics.limit.set({ gateway, limit: name }, limit);
    }
  }

  return {
    observer: {
      onPlanned: ({ plan }) => {
        for (const { collection, action } of plan.changes)
          metrics.planChanges.inc({ gateway, collection, action });
      },
      onStage: (stage, ms) => metrics.stageSeconds.observe({ gateway, stage }, ms / 1000),
      onEnd: (ms) => metrics.reconcileSeconds.observe({ gateway }, ms / 1000),
      onWaiting: (changes) => metrics.queueDepth.set({ gateway }, changes),
      onArrived: (waits) => {
        for (const ms of waits) metrics.eventToApplySeconds.observe({ gateway }, ms / 1000);
      },
      onPut: () => {
        metrics.puts.inc({ gateway });
        putAt = clock.now();
        log.info({ gateway }, 'PUT sent');
      },
    },
    publish: (published, health) => {
      const { outcome, live } = published;
      count(published);
      if (putAt !== null) {
        const seconds = (clock.now() - putAt) / 1000;
        metrics.operationSeconds.observe({ gateway, result: outcome.kind }, seconds);
        putAt = null;
      }
      if (outcome.kind === 'failed') {
        const { code, message } = outcome.error;
        log.error({ gateway, code, reason: message }, 'the gateway was not brought up to date');
        health.problem = live === null ? `the gateway ${gateway} cannot be read: ${code}` : null;
        return;
      }
      health.problem = null;
      const errors = outcome.diagnostics.filter(isError);
      if (outcome.kind === 'lost' || outcome.kind === 'doubted')
        for (const lost of outcome.diagnostics.filter(({ code }) => WORTH_A_WARNING.has(code)))
          log.warn({ gateway }, render(lost).message);
      const level = outcome.kind === 'unchanged' ? 'debug' : 'info';
      log[level]({ gateway, outcome: outcome.kind, errors: errors.length }, 'reconciled');
      if (outcome.kind === 'applied') for (const error of errors) log.warn(render(error), 'held back');
    },
    close: () => {
      metrics.queueDepth.remove({ gateway });
      metrics.flapping.remove({ gateway });
      for (const code of codes) metrics.heldBack.remove({ gateway, code });
      for (const limit of limitNames) {
        metrics.limitUsed.remove({ gateway, limit });
        metrics.limit.remove({ gateway, limit });
      }
    },
  };
}

/** Several Ingresses may be told of one. */
const flappingEndpoints = (diagnostics: readonly Diagnostic[]): number =>
  new Set(
    diagnostics.flatMap(({ code, detail }) =>
      code === 'ENDPOINT_FLAPPING' ? `${detail.service} ${detail.port} ${detail.address}` : [],
    ),
  ).size;
