/**
 * One gateway of the fleet as the leader serves it:
 *
 *   runner ─► what became of a run ─► report (logs, metrics, probes)
 *                                 ├─► publisher ─► Ingress status, Events
 *                                 └─► status of its ApplicationGateway object, or where it has none, a ConfigMap
 */
import { APPLICATION_GATEWAY_KIND } from '../../api/application-gateway.ts';
import type { GatewayClientOptions } from '../../azure/gateway-client.ts';
import type { Throttle } from '../../azure/throttle.ts';
import type { Config } from '../../config/schema.ts';
import { createDrainAdvice } from '../../controller/drain-time.ts';
import type { Member } from '../../controller/fleet.ts';
import type { GateKeeper } from '../../controller/gate-keeper.ts';
import { startGatewayRunner, type Published } from '../../controller/gateway-runner.ts';
import type { GatewayTarget } from '../../controller/gateway-targets.ts';
import { timeOperations } from '../../controller/operation-times.ts';
import type { GatewayClient, GatewayObjects, StatusAddress, WriteLease } from '../../controller/ports.ts';
import {
  createPublisher,
  type Publisher,
  type PublisherOptions,
  type WriteStatus,
} from '../../controller/publisher.ts';
import { diagnose, severityOf, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { render } from '../../diagnostics/render.ts';
import type { GatewayStatusWriter } from '../../kube/application-gateway-status.ts';
import type { KubeClient } from '../../kube/client.ts';
import type { ClusterSource } from '../../kube/cluster-source.ts';
import type { HeldConfigMap } from '../../kube/held-config-map.ts';
import type { Routing } from '../../routing/model.ts';
import { redirectedHosts } from '../../routing/redirected-hosts.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { connectFirewallPolicies, connectGateway, connectKeyVaults } from '../azure-connection.ts';
import type { Io } from '../io.ts';
import type { Debug } from './debug.ts';
import { keepRefusals } from './kept-refusals.ts';
import { followStatus } from './object-status.ts';
import { letIn, reachableGateway } from './reachable-gateway.ts';
import type { Redirects } from './redirects.ts';
import { createReport } from './report.ts';
import type { GatewayHealth, Health } from './servers.ts';

/** What all members share. */
export interface Leadership {
  readonly io: Io;
  readonly client: KubeClient;
  readonly source: ClusterSource;
  readonly objects: GatewayObjects;
  readonly lease: WriteLease;
  readonly throttle: Throttle;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly debug: Debug;
  readonly redirects: Redirects;
  /** By resource id: what an operation takes, ms. */
  readonly operationTimes: Map<string, () => number | null>;
  readonly statusWriter: GatewayStatusWriter;
  readonly heldConfigMap: HeldConfigMap;
  readonly writeStatus: WriteStatus;
  /** Null: no pod waits for us. */
  readonly gates: GateKeeper | null;
  readonly recordEvents: (diagnostics: readonly Diagnostic[]) => Promise<void>;
  /** Of members that run or ran: an Ingress may still carry an address of one that is gone. */
  readonly publishers: Set<Publisher>;
}

export async function startMember(target: GatewayTarget, leadership: Leadership): Promise<Member> {
  const { resourceId, settings, object } = target;
  const { io, source, objects, lease, log, metrics, health, debug, publishers, redirects } = leadership;
  const { config } = settings;
  const stopping = new AbortController();
  const { signal } = stopping;
  let routing: Routing | null = null;
  let unreachable: readonly Diagnostic[] = [];
  const reachable = reachableGateway(await connect(target, leadership), {
    ensure: (live) => letIn(live, { resourceId, config, io, client: leadership.client, signal }),
    onResult: (result) => {
      unreachable = result.kind === 'unreachable' ? [result.diagnostic] : [];
      log.info({ gateway: resourceId, reachability: result.kind }, 'way from the gateway to the pods');
    },
  });
  const timed = timeOperations(reachable, io.clock);
  const client: GatewayClient = {
    ...timed.gateway,
    put: async (...request) => {
      if (routing)
        await redirects.allow(resourceId, routing.defaultBackend.service, redirectedHosts(routing));
      return timed.gateway.put(...request);
    },
  };
  const onError = (error: Error): void => {
    const gateway = object?.name ?? resourceId;
    if (!signal.aborted) log.warn({ gateway, error: error.message }, 'status not written');
  };
  const status = object
    ? await followStatus({
        object,
        gateway: client,
        objects,
        writer: leadership.statusWriter,
        clock: io.clock,
        onError,
      })
    : await keepRefusals({ gateway: client, configMap: leadership.heldConfigMap, onError });
  const { gateway, held } = status;
  const publisher = createPublisher({
    gateway,
    clock: io.clock,
    snapshot: () => source.snapshot().snapshot,
    writeStatus: leadership.writeStatus,
    recordEvents: (diagnostics) => leadership.recordEvents(diagnostics.map(aboutObject(object))),
    publish: publishedAddress(config),
  });
  publishers.add(publisher);
  const adviseDrains = createDrainAdvice();
  const shortDrains = ({ computation }: Published): readonly Diagnostic[] =>
    leadership.gates && computation
      ? adviseDrains(source.snapshot().snapshot, computation.routing.owners, {
          floorMs: config.writeInterval * 1000,
          operationMs: timed.median(),
        })
      : [];
  const report = createReport(resourceId, io.clock, log, metrics);
  const firewallPolicies = await connectFirewallPolicies(resourceId, config, io, seen(leadership));
  const runner = startGatewayRunner({
    source,
    gateway,
    firewallPolicies,
    keyVaults: connectKeyVaults(config, io),
    lease,
    clock: io.clock,
    settings,
    mode: config.mode,
    held,
    publish: async (run) => {
      const { outcome } = run;
      const published = {
        ...run,
        outcome: { ...outcome, diagnostics: [...outcome.diagnostics, ...unreachable, ...shortDrains(run)] },
      };
      await leadership.gates?.see(resourceId, run, () => client.get(signal));
      report.publish(published, own);
      await publisher.publish(published);
      await status.write(published, publisher.address());
    },
    observer: {
      ...report.observer,
      onPlanned: (...planned) => {
        ({ routing } = planned[0]);
        report.observer.onPlanned?.(...planned);
        debug.planned(resourceId, ...planned);
      },
    },
  });
  const own: GatewayHealth = { problem: null, lastRun: runner.lastRun };
  health.gateways.set(resourceId, own);
  leadership.operationTimes.set(resourceId, timed.median);
  log.info({ gateway: resourceId, object: object?.name ?? null }, 'gateway taken on');
  return {
    stop: async () => {
      if (health.gateways.get(resourceId) === own) health.gateways.delete(resourceId);
      leadership.operationTimes.delete(resourceId);
      stopping.abort();
      await runner.stop();
      await status.settled();
      report.close();
      debug.forget(resourceId);
    },
    ended: runner.ended,
  };
}

const connect = ({ resourceId, settings }: GatewayTarget, leadership: Leadership) =>
  connectGateway(resourceId, settings.config, leadership.io, {
    ...seen(leadership),
    ifMatch: settings.config.ifMatch,
    onStripped: (path) =>
      leadership.log.warn(render(diagnose('ARM_MEMBER_STRIPPED', null, { path })), 'a member was left out'),
  });

/** Whatever is asked of ARM is counted, and shares one throttle. */
export const seen = ({
  throttle,
  metrics,
}: Pick<Leadership, 'throttle' | 'metrics'>): Pick<GatewayClientOptions, 'throttle' | 'onAnswer'> => ({
  throttle,
  onAnswer: ({ method, status, ms, remaining }) => {
    metrics.armRequests.inc({ method, status: String(status ?? 0) });
    metrics.armSeconds.observe({ method }, ms / 1000);
    if (remaining !== null) metrics.armRemaining.set({ method }, remaining);
  },
});

/** What concerns the gateway itself is told on its object; mere information is not. */
const aboutObject =
  (object: GatewayTarget['object']) =>
  (diagnostic: Diagnostic): Diagnostic =>
    object === null || diagnostic.object !== null || severityOf(diagnostic) === 'info'
      ? diagnostic
      : { ...diagnostic, object: { kind: APPLICATION_GATEWAY_KIND, namespace: '', name: object.name } };

function publishedAddress({ publishAddress, statusAddress }: Config): PublisherOptions['publish'] {
  if (publishAddress === undefined) return { kind: statusAddress };
  const address: StatusAddress = /^[\d.]+$|:/.test(publishAddress)
    ? { ip: publishAddress }
    : { hostname: publishAddress };
  return { kind: 'override', address };
}
