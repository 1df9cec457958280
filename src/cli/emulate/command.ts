/** The `emulator` command: ARM and the data plane alone, for any client that speaks ARM. */
import type { RawGateway } from '../../appgw/wire.ts';
import { createEchoFleet, type EchoEndpoint } from '../../emulator/echo/fleet.ts';
import { createLogger } from '../../telemetry/log.ts';
import { BLANK_GATEWAY } from '../blank-gateway.ts';
import { createCaFiles } from '../dev/ca-files.ts';
import { createCleanup } from '../dev/cleanup.ts';
import type { ReadyEvent } from '../dev/events.ts';
import { CliFailure, EXIT } from '../failure.ts';
import type { Io } from '../io.ts';
import { readGateway } from '../read-gateway.ts';
import { untilAborted } from '../until-aborted.ts';
import { lookUp, readBackendMap, type BackendMap } from './backend-map.ts';
import { offsetBind } from './bind.ts';
import { poolEndpoints } from './pool-endpoints.ts';
import { startEmulation } from './start.ts';

export interface EmulatorOptions {
  /** `host:port`. */
  readonly listen: string;
  readonly gateway?: string;
  readonly portOffset: number;
  /** Ms. */
  readonly latency: number;
  readonly backendMap?: string;
  readonly state?: string;
}

export async function emulator(options: EmulatorOptions, io: Io): Promise<number> {
  const log = createLogger('stderr');
  const gateway = options.gateway === undefined ? BLANK_GATEWAY : await readGateway(options.gateway, io.cwd);
  const map: BackendMap =
    options.backendMap === undefined ? new Map() : await readBackendMap(options.backendMap, io.cwd);
  const cleanup = createCleanup();
  const fleet = createEchoFleet();
  cleanup.add(() => fleet.close());
  try {
    const isEchoed = ({ address, port }: EchoEndpoint): boolean => lookUp(map, address, port) === undefined;
    const emulation = await startEmulation({
      gateway,
      listen: parseListen(options.listen),
      latencyMs: options.latency,
      bind: await offsetBind(options.portOffset),
      resolve: (address, port) => lookUp(map, address, port) ?? fleet.resolve(address, port),
      onWarning: (message) => log.warn(message),
      onApplying: (document: RawGateway) => fleet.sync(poolEndpoints(document).filter(isEchoed)),
      ...(options.state === undefined ? {} : { stateFile: options.state }),
    });
    cleanup.add(emulation.close);
    const files = await createCaFiles({ arm: emulation.armCa });
    cleanup.add(files.remove);
    const ready: ReadyEvent = {
      event: 'ready',
      puts: 0,
      listeners: emulation.listeners(),
      ca: null,
      arm: emulation.arm,
      armCa: files.paths['arm']!,
      gatewayId: emulation.gatewayId,
      diagnostics: [],
    };
    io.stdout.write(`${JSON.stringify(ready)}\n`);
    await untilAborted(io.signal);
    return EXIT.ok;
  } finally {
    await cleanup.run();
  }
}

function parseListen(text: string): { readonly host: string; readonly port: number } {
  const match = /^(\[[0-9a-f:]+\]|[^:]+):(\d{1,5})$/i.exec(text);
  if (!match || Number(match[2]) > 65_535)
    throw new CliFailure(`--listen ${text}: expected host:port, like 127.0.0.1:9443`);
  return { host: match[1]!.replace(/^\[|\]$/g, ''), port: Number(match[2]) };
}
