/** The `serve-default` command: the default backend as its own process. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createLogger } from '../../telemetry/log.ts';
import { CliFailure, EXIT } from '../failure.ts';
import type { Io } from '../io.ts';
import { untilAborted } from '../until-aborted.ts';
import { startDefaultBackend } from './server.ts';

export interface ServeDefaultOptions {
  readonly address: string;
  readonly notFoundPort: number;
  readonly redirectPort: number;
  readonly redirectHost: readonly string[];
  /** One host a line; read again for each redirect, so that a mounted ConfigMap can change. */
  readonly redirectHostsFile?: string;
}

export async function serveDefault(options: ServeDefaultOptions, io: Io): Promise<number> {
  const signal = io.stopSignal();
  const log = createLogger(io.logs);
  const { redirectHost, redirectHostsFile } = options;
  const file = redirectHostsFile === undefined ? null : resolve(io.cwd, redirectHostsFile);
  const redirectHosts = (): readonly string[] =>
    file === null ? redirectHost : [...redirectHost, ...readHosts(file)];
  const server = await startDefaultBackend({
    host: options.address,
    notFoundPort: options.notFoundPort,
    redirectPort: options.redirectPort,
    redirectHosts,
  }).catch((cause: Error) => {
    throw new CliFailure(cause.message, { cause });
  });
  log.info({ notFoundPort: server.notFoundPort, redirectPort: server.redirectPort }, 'serving');
  await untilAborted(signal);
  await server.close();
  return EXIT.ok;
}

/** A file that is not there yet names no host. */
function readHosts(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split(/\s+/).filter(Boolean);
  } catch {
    return [];
  }
}
