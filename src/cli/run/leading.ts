/** What the leader does: the fleet of gateways, and what its members share. */
import { APPLICATION_GATEWAY_KIND } from '../../api/application-gateway.ts';
import { createThrottle } from '../../azure/throttle.ts';
import type { Config } from '../../config/schema.ts';
import { startFleet, type Fleet } from '../../controller/fleet.ts';
import { gatewayStatus } from '../../controller/gateway-status.ts';
import type { GatewayObject, WriteLease } from '../../controller/ports.ts';
import type { Publisher, WriteStatus } from '../../controller/publisher.ts';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import {
  createGatewayStatusWriter,
  type GatewayStatusWriter,
} from '../../kube/application-gateway-status.ts';
import type { ApplicationGateways } from '../../kube/application-gateways.ts';
import type { KubeClient } from '../../kube/client.ts';
import type { ClusterSource } from '../../kube/cluster-source.ts';
import { createEventRecorder } from '../../kube/events.ts';
import { createHeldConfigMap } from '../../kube/held-config-map.ts';
import { createIngressStatusWriter } from '../../kube/ingress-status.ts';
import type { Refusal } from '../../status/verdicts.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Io } from '../io.ts';
import type { Debug } from './debug.ts';
import { openGates } from './gates.ts';
import { startMember, type Leadership } from './member.ts';
import { createRedirects } from './redirects.ts';
import type { Health } from './servers.ts';
import { tellUnserved } from './unserved.ts';

export interface LeadingOptions {
  readonly config: Config;
  readonly io: Io;
  readonly client: KubeClient;
  readonly source: ClusterSource;
  readonly gateways: ApplicationGateways;
  readonly lease: WriteLease;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly debug: Debug;
  readonly operationTimes: Leadership['operationTimes'];
}

const CONTROLLER = 'appgw-ingress.dev/controller';
const FIELD_MANAGER = 'appgw-ingress';

export function startLeading(options: LeadingOptions): Fleet {
  const { config, gateways, log, health } = options;
  const { clock } = options.io;
  const publishers = new Set<Publisher>();
  const term = new AbortController();
  const { signal } = term;
  const recordEvents = eventsOf(options, signal);
  const throttle = createThrottle(clock);
  const leadership: Leadership = {
    ...options,
    objects: gateways,
    throttle,
    statusWriter: objectStatus(options, signal),
    heldConfigMap: createHeldConfigMap({
      client: options.client,
      namespace: config.leaseNamespace,
      instance: config.instance,
      signal,
    }),
    redirects: createRedirects(options.client, log),
    writeStatus: ingressStatus(options, publishers, signal),
    recordEvents,
    gates: openGates({ ...options, throttle, fieldManager: FIELD_MANAGER, recordEvents, signal }),
    publishers,
  };
  tellUnserved({ ...options, recordEvents, clock, signal });
  const fleet = startFleet({
    config,
    objects: gateways,
    clock,
    start: (target) => startMember(target, leadership),
    refuse: (object, refusal) => refuse(object, refusal, leadership),
    onError: (error, gateway) => {
      log.error({ gateway, error: error.message }, 'the gateway could not be taken on; it is tried again');
      if (!health.gateways.has(gateway))
        health.gateways.set(gateway, { problem: `${gateway}: ${error.message}`, lastRun: clock.now });
    },
  });
  return {
    ...fleet,
    // What is being told is cut off: our successor tells it, and must not be contradicted.
    stop: () => {
      term.abort();
      return fleet.stop();
    },
  };
}

function objectStatus({ client }: LeadingOptions, signal: AbortSignal): GatewayStatusWriter {
  const writer = createGatewayStatusWriter(client, FIELD_MANAGER);
  return {
    read: (target) => writer.read(target, signal),
    update: (target, edit) => writer.update(target, edit, signal),
  };
}

function ingressStatus(
  { client, io, metrics }: LeadingOptions,
  publishers: ReadonlySet<Publisher>,
  signal: AbortSignal,
): WriteStatus {
  const writer = createIngressStatusWriter({
    client,
    clock: io.clock,
    isOurs: (address) => [...publishers].some((publisher) => publisher.isOurs(address)),
    fieldManager: FIELD_MANAGER,
  });
  return async (target, addresses) => {
    const result = await writer.write(target, addresses, signal);
    metrics.statusUpdates.inc({ result: result.kind });
    return result;
  };
}

/** The members report when they like; the recorder takes one report at a time. */
function eventsOf(
  { client, io, source, gateways, log }: LeadingOptions,
  signal: AbortSignal,
): Leadership['recordEvents'] {
  const recorder = createEventRecorder({
    client,
    clock: io.clock,
    reporter: { controller: CONTROLLER, instance: io.environment['POD_NAME'] ?? 'appgw-ingress' },
    identify: (object) =>
      object.kind === APPLICATION_GATEWAY_KIND ? gateways.identify(object) : source.identify(object),
    onError: (error) => log.warn({ error: error.message }, 'an Event could not be written'),
  });
  let last: Promise<void> = Promise.resolve();
  return (diagnostics: readonly Diagnostic[]) =>
    (last = last.then(() => recorder.record(diagnostics, signal)));
}

/** Tells an object why it is not used. Rejects where that could not be written down. */
async function refuse(
  object: GatewayObject,
  refusal: Refusal,
  { io, statusWriter, recordEvents, log }: Leadership,
): Promise<void> {
  const { name, generation, good, problem } = object;
  log.warn({ gateway: name, reason: refusal.reason }, refusal.message);
  const facts = {
    refusal,
    generation: { now: generation, used: good?.generation ?? generation },
    run: null,
    operation: null,
    heldBack: null,
    address: null,
    now: new Date(io.clock.now()).toISOString(),
  };
  const outcome = await statusWriter.update(object, (before) => gatewayStatus(before, facts));
  if (outcome.kind === 'failed') throw outcome.error;
  const ref = { kind: APPLICATION_GATEWAY_KIND, namespace: '', name };
  if (refusal.reason === 'DuplicateGateway')
    await recordEvents([diagnose('GATEWAY_TAKEN', ref, { reason: refusal.message })]);
  else if (problem) await recordEvents([diagnose('OBJECT_INVALID', ref, problem)]);
}
