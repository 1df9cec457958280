/**
 * `dev`: the whole controller on one machine. In: a source of objects. Out: an emulated gateway with real sockets,
 * kept in step with the source through the same loop, client and ARM protocol as in a cluster.
 *
 *   files ─► cluster (endpoints, Secrets, default backend) ─► loop ─► ARM ─► data plane ─► echo backends
 */
import type { RawGateway } from '../../appgw/wire.ts';
import { staticToken } from '../../azure/credential.ts';
import { CLOUDS } from '../../azure/clouds.ts';
import { createGatewayClient } from '../../azure/gateway-client.ts';
import { systemClock } from '../../clock/clock.ts';
import type { Config } from '../../config/schema.ts';
import { startLoop } from '../../controller/loop.ts';
import { reconcile, type Outcome, type ReconcileObserver } from '../../controller/reconcile.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DataPlaneOptions, FrontendKind } from '../../emulator/contracts.ts';
import { createEchoFleet } from '../../emulator/echo/fleet.ts';
import type { Routing } from '../../routing/model.ts';
import { BLANK_GATEWAY } from '../blank-gateway.ts';
import { lookUp, type BackendMap } from '../emulate/backend-map.ts';
import { startEmulation } from '../emulate/start.ts';
import { CONVENTIONAL_CLASS } from '../preview.ts';
import { USER_AGENT } from '../version.ts';
import { createCaFiles } from './ca-files.ts';
import { createCleanup } from './cleanup.ts';
import { createDevCluster, type DevSource } from './cluster.ts';
import { createDevDefaultBackend } from './default-backend.ts';
import { createDevTls } from './dev-tls.ts';
import type { DevEvent, ReadyEvent } from './events.ts';
import { createReporter } from './reporter.ts';

export interface DevOptions {
  readonly source: DevSource;
  readonly config: Config;
  readonly gateway?: RawGateway;
  readonly latencyMs: number;
  readonly bind: DataPlaneOptions['bind'];
  readonly devTls?: boolean;
  readonly backendMap?: BackendMap;
  readonly observer?: ReconcileObserver;
  readonly onEvent?: (event: DevEvent) => void;
  readonly onWarning?: (message: string) => void;
  /** Gives diagnostics on objects their place in the files. */
  readonly locate?: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
}

export interface Dev {
  readonly ready: ReadyEvent;
  /** Where the gateway's port listens, `127.0.0.1:8080`; null: it does not. */
  readonly address: (frontend: FrontendKind, port: number) => string | null;
  readonly close: () => Promise<void>;
}

/** Ms; the emulated operation is over as soon as its latency is. */
const POLL = { firstMs: 20, maxMs: 250 };
const LOOPBACK = { host: '127.0.0.1', port: 0 };

/** Resolves when the first configuration is served. Rejects when the sockets cannot be had. */
export async function startDev(options: DevOptions): Promise<Dev> {
  const {
    config,
    observer = {},
    onEvent = () => {},
    onWarning = () => {},
    locate = (found) => found,
  } = options;
  const cleanup = createCleanup();
  try {
    const redirectHosts = new Set<string>();
    const defaultBackend = await createDevDefaultBackend(config, () => [...redirectHosts]);
    cleanup.add(defaultBackend.close);
    const fleet = createEchoFleet();
    cleanup.add(() => fleet.close());
    const devTls = options.devTls ? await createDevTls() : null;
    const { source, backendMap = new Map() } = options;
    const onError = (error: unknown): void => onWarning(String(error));
    const cluster = await createDevCluster({ source, fleet, defaultBackend, devTls, onError });
    cleanup.add(cluster.close);
    const emulation = await startEmulation({
      gateway: options.gateway ?? BLANK_GATEWAY,
      listen: LOOPBACK,
      latencyMs: options.latencyMs,
      bind: options.bind,
      resolve: (address, port) =>
        lookUp(backendMap, address, port) ??
        defaultBackend.resolve(address, port) ??
        fleet.resolve(address, port),
      onWarning,
    });
    cleanup.add(emulation.close);
    const files = await createCaFiles({ arm: emulation.armCa, ...(devTls ? { dev: devTls.ca } : {}) });
    cleanup.add(files.remove);

    const gateway = createGatewayClient({
      resourceId: emulation.gatewayId,
      endpoint: emulation.arm,
      scope: CLOUDS.AzurePublicCloud.armScope,
      credential: staticToken('dev'),
      ca: emulation.armCa,
      clock: systemClock,
      userAgent: USER_AGENT,
      pollInterval: POLL,
    });
    const reporter = createReporter({
      onEvent,
      locate,
      describe: () => ({
        listeners: emulation.listeners(),
        ca: files.paths['dev'] ?? null,
        arm: emulation.arm,
        armCa: files.paths['arm']!,
        gatewayId: emulation.gatewayId,
      }),
    });
    const watching: ReconcileObserver = {
      ...observer,
      onPlanned: (computation, live, diagnostics) => {
        for (const host of redirectedHosts(computation.routing)) redirectHosts.add(host);
        observer.onPlanned?.(computation, live, locate(diagnostics));
      },
      onPut: () => {
        reporter.countPut();
        observer.onPut?.();
      },
    };
    const settings = { config, conventionalClass: CONVENTIONAL_CLASS };
    const run = (signal: AbortSignal): Promise<Outcome> =>
      reconcile({ source: cluster, gateway, settings, observer: watching }, signal);
    const loop = startLoop({ clock: systemClock, floor: 0, run, onOutcome: reporter.onOutcome });
    cleanup.add(loop.stop);
    cleanup.add(cluster.subscribe(loop.trigger));
    loop.trigger();
    return {
      ready: await Promise.race([
        reporter.ready,
        loop.ended.then(() => Promise.reject(new Error('stopped before it was ready'))),
      ]),
      address: (frontend, port) =>
        emulation.listeners().find((listener) => listener.frontend === frontend && listener.port === port)
          ?.address ?? null,
      close: cleanup.run,
    };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

/** Hosts whose plain requests may end at the default backend's redirect port. */
const redirectedHosts = ({ sites }: Routing): readonly string[] =>
  sites.filter((site) => site.securePort !== null).flatMap((site) => site.hosts);
