/**
 * `dev`: the whole controller on one machine. In: a source of objects. Out: an emulated gateway with real sockets,
 * kept in step with the source through the same loop, client and ARM protocol as in a cluster.
 *
 *   files ─► cluster (endpoints, Secrets, default backend) ─► loop ─► ARM ─► data plane ─► echo backends
 */
import type { RawGateway } from '../../appgw/wire.ts';
import type { Config } from '../../config/schema.ts';
import type { ReconcileObserver } from '../../controller/reconcile.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DataPlaneOptions, FrontendKind } from '../../emulator/contracts.ts';
import type { Vault } from '../../emulator/arm/certificates/vault.ts';
import type { Fault } from '../../emulator/arm/faults/fault.ts';
import { createAuthority } from '../../emulator/authority.ts';
import { createEchoFleet } from '../../emulator/echo/fleet.ts';
import { BLANK_GATEWAY } from '../blank-gateway.ts';
import { createCleanup, type Cleanup } from '../cleanup.ts';
import { lookUp, type BackendMap } from '../emulate/backend-map.ts';
import { createEchoTls } from '../emulate/echo-tls.ts';
import { isPortFailure } from '../emulate/port-failure.ts';
import { startEmulation } from '../emulate/start.ts';
import { untilAborted } from '../until-aborted.ts';
import { createCaFiles } from './ca-files.ts';
import { createDevCluster, type DevSource } from './cluster.ts';
import { startControl } from './control.ts';
import { createDevDefaultBackend } from './default-backend.ts';
import { createDevTls } from './dev-tls.ts';
import type { DevEvent, ReadyEvent } from './events.ts';

export interface DevOptions {
  readonly source: DevSource;
  readonly config: Config;
  readonly gateway?: RawGateway;
  readonly latencyMs: number;
  readonly bind: DataPlaneOptions['bind'];
  readonly devTls?: boolean;
  readonly backendMap?: BackendMap;
  /** What the gateway finds in Key Vaults. */
  readonly vault?: Vault;
  /** Makes the emulated ARM misbehave. */
  readonly faults?: readonly Fault[];
  readonly observer?: ReconcileObserver;
  readonly onEvent?: (event: DevEvent) => void;
  readonly onWarning?: (message: string) => void;
  /** Gives diagnostics on objects their place in the files. */
  readonly locate?: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
  /** Gives the start up; `close` ends what is started. */
  readonly signal?: AbortSignal;
}

export interface Dev {
  readonly ready: ReadyEvent;
  /** Where the gateway's port listens, `127.0.0.1:8080`; null: it does not. */
  readonly address: (frontend: FrontendKind, port: number) => string | null;
  readonly close: () => Promise<void>;
  /** Rejects with the bug that ended the controller; else settles at `close`. */
  readonly ended: Promise<void>;
}

const LOOPBACK = { host: '127.0.0.1', port: 0 };

/** Resolves when the first configuration is served. Rejects when the sockets cannot be had. */
export async function startDev(options: DevOptions): Promise<Dev> {
  const { signal = new AbortController().signal } = options;
  const cleanup = createCleanup();
  try {
    const aborted = untilAborted(signal).then((): never => {
      throw signal.reason;
    });
    return await Promise.race([start(options, cleanup), aborted]);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(options: DevOptions, cleanup: Cleanup): Promise<Dev> {
  const { config, source, backendMap = new Map(), onWarning = () => {} } = options;
  const unservable = Promise.withResolvers<never>();
  unservable.promise.catch(() => {});

  const redirectHosts = new Set<string>();
  const defaultBackend = await createDevDefaultBackend(config, () => [...redirectHosts]);
  cleanup.add(defaultBackend.close);
  const authority = await createAuthority('appgw-ingress development CA');
  const fleet = createEchoFleet(await createEchoTls(authority));
  cleanup.add(() => fleet.close());
  const devTls = options.devTls ? createDevTls(authority) : null;
  const onError = (error: unknown): void => onWarning(String(error));
  const cluster = await createDevCluster({ source, fleet, defaultBackend, devTls, onError });
  cleanup.add(cluster.close);
  const emulation = await startEmulation({
    gateway: options.gateway ?? BLANK_GATEWAY,
    listen: LOOPBACK,
    latencyMs: options.latencyMs,
    bind: options.bind,
    wellKnownRoots: [authority.pem],
    faults: options.faults ?? [],
    resolve: (address, port) =>
      lookUp(backendMap, address, port) ??
      defaultBackend.resolve(address, port) ??
      fleet.resolve(address, port),
    onWarning,
    ...(options.vault && { vault: options.vault }),
    onUnservable: (error) => {
      if (isPortFailure(error)) unservable.reject(error);
    },
  });
  cleanup.add(emulation.close);
  const files = await createCaFiles({ arm: emulation.armCa, ...(devTls ? { dev: devTls.ca } : {}) });
  cleanup.add(files.remove);

  const control = startControl({
    ...options,
    cluster,
    emulation,
    ca: files.paths['dev'] ?? null,
    armCa: files.paths['arm']!,
    allowRedirect: (host) => redirectHosts.add(host),
  });
  cleanup.add(control.stop);
  const endedEarly = control.ended.then((): never => {
    throw new Error('the controller ended before it was ready');
  });
  return {
    ready: await Promise.race([control.ready, unservable.promise, endedEarly]),
    address: (frontend, port) =>
      emulation.listeners().find((listener) => listener.frontend === frontend && listener.port === port)
        ?.address ?? null,
    close: cleanup.run,
    ended: control.ended,
  };
}
