/** The `dev` command: files in, a running gateway out, until it is stopped. */
import { systemClock } from '../../clock/clock.ts';
import type { Config } from '../../config/schema.ts';
import { InputError } from '../../manifests/errors.ts';
import { withSources } from '../../manifests/manifest-set.ts';
import { watchManifests } from '../../manifests/watch.ts';
import { createLogger } from '../../telemetry/log.ts';
import { readBackendMap } from '../emulate/backend-map.ts';
import { offsetBind } from '../emulate/bind.ts';
import { CliFailure, EXIT } from '../failure.ts';
import type { Io } from '../io.ts';
import { readGateway } from '../read-gateway.ts';
import { startDev, type DevOptions } from './dev.ts';
import { createScreen } from './screen.ts';
import { untilAborted } from '../until-aborted.ts';

export interface DevCommandOptions {
  readonly gateway?: string;
  readonly portOffset: number;
  /** Ms. */
  readonly latency: number;
  readonly devTls?: boolean;
  readonly backendMap?: string;
  readonly output: 'text' | 'json';
}

export async function dev(
  paths: readonly string[],
  options: DevCommandOptions,
  config: Config,
  io: Io,
): Promise<number> {
  const given = paths.length > 0 ? paths : ['.'];
  const report = reporter(options.output, io);
  const bind = await offsetBind(options.portOffset);
  const gateway =
    options.gateway === undefined ? {} : { gateway: await readGateway(options.gateway, io.cwd) };
  const backendMap =
    options.backendMap === undefined ? {} : { backendMap: await readBackendMap(options.backendMap, io.cwd) };
  const onError = (error: Error): void => report.onWarning!(`watching ${given.join(', ')}: ${error.message}`);
  const manifests = await watchManifests(given, {
    cwd: io.cwd,
    stdin: io.stdin,
    clock: systemClock,
    onError,
  }).catch((error: unknown) => {
    throw error instanceof InputError ? new CliFailure(error.message, { cause: error }) : error;
  });
  try {
    const running = await startDev({
      ...report,
      ...gateway,
      ...backendMap,
      source: { ...manifests, workloads: () => manifests.current().workloads.map(({ object }) => object) },
      locate: (diagnostics) => withSources(diagnostics, manifests.current()),
      config,
      bind,
      latencyMs: options.latency,
      devTls: options.devTls ?? false,
    });
    await untilAborted(io.signal);
    await running.close();
    return EXIT.ok;
  } catch (error) {
    throw isAddressInUse(error)
      ? new CliFailure(`${error.message}; choose another --port-offset`, { cause: error })
      : error;
  } finally {
    await manifests.close();
  }
}

/** JSON lines on standard output and logs on standard error, or a screen for people. */
function reporter(
  output: DevCommandOptions['output'],
  { stdout }: Io,
): Pick<DevOptions, 'observer' | 'onEvent' | 'onWarning'> {
  if (output === 'json') {
    const log = createLogger('stderr');
    return {
      observer: {
        onPlanned: ({ plan }) => log.info({ changes: plan.changes.length }, 'planned'),
        onPut: () => log.info('PUT sent'),
        onPoll: (status) => log.info({ status }, 'operation'),
      },
      onEvent: (event) => stdout.write(`${JSON.stringify(event)}\n`),
      onWarning: (message) => log.warn(message),
    };
  }
  const screen = createScreen(stdout, () => systemClock.now());
  return { observer: screen.observer, onEvent: screen.onEvent, onWarning: screen.say };
}

const isAddressInUse = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
