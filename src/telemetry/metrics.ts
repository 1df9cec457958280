/** Metrics in Prometheus' format; `docs/operate.md` explains each. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from '@prometheus-io/client';

export type Metrics = ReturnType<typeof createMetrics>;

const PREFIX = 'appgw_ingress_';
/** Operations take from seconds to an hour. */
const OPERATION_SECONDS = [1, 5, 10, 20, 40, 60, 120, 300, 600, 1800, 3600];
/** Work of our own takes milliseconds, an answer of ARM up to seconds. */
const STAGE_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const name = (rest: string): string => PREFIX + rest;
  return {
    registry,
    reconciles: new Counter({
      name: name('reconcile_total'),
      help: 'Runs of the loop by outcome.',
      labelNames: ['gateway', 'result'] as const,
      registers,
    }),
    reconcileSeconds: new Histogram({
      name: name('reconcile_seconds'),
      help: 'Duration of one run, its operation included.',
      labelNames: ['gateway'] as const,
      buckets: OPERATION_SECONDS,
      registers,
    }),
    stageSeconds: new Histogram({
      name: name('reconcile_stage_seconds'),
      help: 'Duration of a part of a run: snapshot, get, translate, plan or put.',
      labelNames: ['gateway', 'stage'] as const,
      buckets: STAGE_SECONDS,
      registers,
    }),
    queueDepth: new Gauge({
      name: name('queue_depth'),
      help: 'Changes of objects that concern the gateway and are not applied yet.',
      labelNames: ['gateway'] as const,
      registers,
    }),
    eventToApplySeconds: new Histogram({
      name: name('event_to_apply_seconds'),
      help: 'From a change of an object to the success of the operation that carried it.',
      labelNames: ['gateway'] as const,
      buckets: OPERATION_SECONDS,
      registers,
    }),
    armRequests: new Counter({
      name: name('arm_request_total'),
      help: 'Requests to ARM by method and status; status 0 is no answer.',
      labelNames: ['method', 'status'] as const,
      registers,
    }),
    armSeconds: new Histogram({
      name: name('arm_request_seconds'),
      help: 'Duration of requests to ARM.',
      labelNames: ['method'] as const,
      registers,
    }),
    armRemaining: new Gauge({
      name: name('arm_remaining'),
      help: "What is left of ARM's own request budget, as its answers say.",
      labelNames: ['method'] as const,
      registers,
    }),
    operationSeconds: new Histogram({
      name: name('arm_operation_seconds'),
      help: 'From a PUT to the end of its operation.',
      labelNames: ['gateway', 'result'] as const,
      buckets: OPERATION_SECONDS,
      registers,
    }),
    planChanges: new Counter({
      name: name('plan_changes_total'),
      help: 'Planned changes by collection and action.',
      labelNames: ['gateway', 'collection', 'action'] as const,
      registers,
    }),
    puts: new Counter({
      name: name('put_total'),
      help: 'PUTs sent. Each cuts the WebSockets of the gateway.',
      labelNames: ['gateway'] as const,
      registers,
    }),
    lastSuccess: new Gauge({
      name: name('last_success_timestamp_seconds'),
      help: 'When the gateway was last known to serve what is wanted.',
      labelNames: ['gateway'] as const,
      registers,
    }),
    heldBack: new Gauge({
      name: name('held_back_objects'),
      help: 'Objects of which some configuration is held back, by code.',
      labelNames: ['gateway', 'code'] as const,
      registers,
    }),
    flapping: new Gauge({
      name: name('flapping_endpoints'),
      help: 'Endpoints that stop being ready so often that they leave the gateway late.',
      labelNames: ['gateway'] as const,
      registers,
    }),
    limitUsed: new Gauge({
      name: name('gateway_limit_used'),
      help: 'How much of a limit of the gateway is used, by all its writers.',
      labelNames: ['gateway', 'limit'] as const,
      registers,
    }),
    limit: new Gauge({
      name: name('gateway_limit'),
      help: 'What the gateway takes at most.',
      labelNames: ['gateway', 'limit'] as const,
      registers,
    }),
    statusUpdates: new Counter({
      name: name('status_updates_total'),
      help: 'Writes of Ingress status by outcome.',
      labelNames: ['result'] as const,
      registers,
    }),
    gatesWaiting: new Gauge({
      name: name('pod_gates_waiting'),
      help: 'Pods with ready containers whose readiness gate is not open yet.',
      registers,
    }),
    gateSeconds: new Histogram({
      name: name('pod_gate_seconds'),
      help: 'From the readiness of the containers of a pod to the opening of its gate, by reason.',
      labelNames: ['reason'] as const,
      buckets: OPERATION_SECONDS,
      registers,
    }),
    watchRestarts: new Gauge({
      name: name('watch_restarts'),
      help: 'How often the watch of a kind had to start anew.',
      labelNames: ['kind'] as const,
      registers,
    }),
    cacheAge: new Gauge({
      name: name('cache_age_seconds'),
      help: 'How long ago the API server was last heard of a kind; bookmarks come every minute.',
      labelNames: ['kind'] as const,
      registers,
    }),
    certificateExpiry: new Gauge({
      name: name('certificate_expiry_timestamp_seconds'),
      help: 'When the certificate of a Secret expires that an Ingress names.',
      labelNames: ['namespace', 'secret'] as const,
      registers,
    }),
    leader: new Gauge({ name: name('leader'), help: '1 on the replica that writes.', registers }),
  };
}
