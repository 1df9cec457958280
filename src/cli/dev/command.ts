/** The `dev` command: files in, a running gateway out, until it is stopped. */
import { systemClock } from '../../clock/clock.ts';
import type { Config } from '../../config/schema.ts';
import { withSources } from '../../manifests/manifest-set.ts';
import { watchManifests } from '../../manifests/watch.ts';
import { createCleanup, type Cleanup } from '../cleanup.ts';
import { readBackendMap } from '../emulate/backend-map.ts';
import { offsetBind } from '../emulate/bind.ts';
import { faultsOf, type FaultOptions } from '../emulate/faults.ts';
import { readVault } from '../emulate/vault.ts';
import { refusePort } from '../emulate/port-failure.ts';
import { EXIT } from '../failure.ts';
import { refuseInput } from '../input-failure.ts';
import type { DiagnosticsFormat, Io } from '../io.ts';
import { readGateway } from '../read-gateway.ts';
import { untilAbortedOr } from '../until-aborted.ts';
import { startDev } from './dev.ts';
import { createDiagnosticsPrinter } from './diagnostics-printer.ts';
import { createJournal } from './journal.ts';
import { createScreen } from './screen.ts';

export interface DevCommandOptions extends FaultOptions {
  readonly gateway?: string;
  readonly portOffset: number;
  /** Ms. */
  readonly latency: number;
  readonly devTls?: boolean;
  readonly backendMap?: string;
  readonly vault?: string;
  readonly output: 'text' | 'json';
  /** As `output` if not said. */
  readonly diagnostics?: DiagnosticsFormat;
}

export async function dev(
  paths: readonly string[],
  options: DevCommandOptions,
  config: Config,
  io: Io,
): Promise<number> {
  const signal = io.stopSignal();
  const cleanup = createCleanup();
  try {
    await untilAbortedOr(signal, serve(paths, options, config, io, cleanup));
  } finally {
    await cleanup.run();
  }
  return EXIT.ok;
}

/** Settles when the controller ends. */
async function serve(
  paths: readonly string[],
  options: DevCommandOptions,
  config: Config,
  io: Io,
  cleanup: Cleanup,
): Promise<void> {
  const given = paths.length > 0 ? paths : ['.'];
  const gateway = options.gateway === undefined ? null : await readGateway(options.gateway, io.cwd);
  const backendMap =
    options.backendMap === undefined ? null : await readBackendMap(options.backendMap, io.cwd);
  const vault = options.vault === undefined ? null : await readVault(options.vault, io.cwd);
  const bind = await offsetBind(options.portOffset);
  const printer = createDiagnosticsPrinter(options.diagnostics ?? options.output, io.stderr);
  const createView = options.output === 'json' ? createJournal : createScreen;
  const view = createView(io.stdout, printer);
  const faults = await faultsOf(options, io.cwd, view.onWarning);
  const onError = (error: Error): void => view.onWarning(`watching ${given.join(', ')}: ${error.message}`);
  const manifests = await watchManifests(given, {
    cwd: io.cwd,
    stdin: io.stdin,
    clock: systemClock,
    onError,
  }).catch(refuseInput);
  cleanup.add(manifests.close);

  const starting = startDev({
    ...view,
    ...(gateway && { gateway }),
    ...(backendMap && { backendMap }),
    ...(vault && { vault }),
    faults,
    source: { ...manifests, workloads: () => manifests.current().workloads.map(({ object }) => object) },
    locate: (diagnostics) => withSources(diagnostics, manifests.current()),
    config,
    bind,
    latencyMs: options.latency,
    devTls: options.devTls ?? false,
    signal: io.stopSignal(),
  });
  cleanup.add(() =>
    starting.then(
      ({ close }) => close(),
      () => undefined,
    ),
  );
  const running = await starting.catch((error: unknown) =>
    refusePort(error, 'stop what has the port, or choose another --port-offset'),
  );
  await running.ended;
}
