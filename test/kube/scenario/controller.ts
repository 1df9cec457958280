/** `run` in this process, as the command line starts it, with a stop signal of its own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli } from '../../../src/cli/program.ts';
import type { Io } from '../../../src/cli/io.ts';
import { silentIo } from '../../helpers/silent-io.ts';
import type { ApiServer } from '../api-server/contracts.ts';
import type { TestAzure } from './azure.ts';
import { fastClock } from './fast-clock.ts';
import { startWire } from './wire.ts';

export interface Controller {
  /** As SIGTERM; resolves with the exit code. */
  readonly stop: () => Promise<number>;
  /** Cuts it off from the API server: it neither renews its Lease nor gives it up. */
  readonly freeze: () => void;
}

export interface ControllerOptions {
  readonly api: ApiServer;
  readonly azure: TestAzure;
  /** Of its ServiceAccount. */
  readonly token: string;
  readonly folder: string;
  readonly name: string;
  readonly flags?: readonly string[];
}

export const INSTANCE = 'scenario';
export const LEASE_NAMESPACE = 'ingress';

/** The words after `run`; its files go into the folder. */
export async function runWords(
  { api, azure, token, folder, name, flags = [] }: ControllerOptions,
  port: string,
): Promise<readonly string[]> {
  const kubeconfig = join(folder, `${name}.kubeconfig`);
  const armCa = join(folder, 'arm.pem');
  await writeFile(kubeconfig, api.kubeconfig(token).replace(`:${new URL(api.url).port}`, `:${port}`));
  await writeFile(armCa, azure.ca);
  const settings = {
    kubeconfig,
    instance: INSTANCE,
    'lease-namespace': LEASE_NAMESPACE,
    'gateway-id': azure.gatewayId,
    'arm-endpoint': azure.url,
    'arm-ca': armCa,
    'health-port': '0',
    'metrics-port': '0',
  };
  return [...Object.entries(settings).flatMap(([flag, value]) => [`--${flag}`, value]), ...flags];
}

export async function startController(options: ControllerOptions): Promise<Controller> {
  const wire = await startWire(Number(new URL(options.api.url).port));
  const stopping = new AbortController();
  const words = await runWords(options, String(wire.port));
  const ended = runCli(['run', ...words], ioOf(options.name, stopping.signal));
  return {
    stop: async () => {
      stopping.abort();
      return await ended.finally(wire.close);
    },
    freeze: wire.freeze,
  };
}

const ioOf = (name: string, signal: AbortSignal): Io =>
  silentIo({ clock: fastClock, environment: { POD_NAME: name }, stopSignal: () => signal });
