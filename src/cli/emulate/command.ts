/** The `emulator` command: ARM and the data plane alone, for any client that speaks ARM. */
import type { RawGateway } from '../../appgw/wire.ts';
import type { SocketAddress } from '../../emulator/contracts.ts';
import { createAuthority } from '../../emulator/authority.ts';
import { createEchoFleet, type EchoEndpoint } from '../../emulator/echo/fleet.ts';
import { createLogger } from '../../telemetry/log.ts';
import { BLANK_GATEWAY } from '../blank-gateway.ts';
import { createCleanup, type Cleanup } from '../cleanup.ts';
import { createCaFiles } from '../dev/ca-files.ts';
import type { ReadyEvent } from '../dev/events.ts';
import { CliFailure, EXIT } from '../failure.ts';
import type { Io } from '../io.ts';
import { readGateway } from '../read-gateway.ts';
import { untilAbortedOr } from '../until-aborted.ts';
import { parseAddress } from '../values.ts';
import { lookUp, readBackendMap, type BackendMap } from './backend-map.ts';
import { offsetBind } from './bind.ts';
import { createEchoTls } from './echo-tls.ts';
import { faultsOf, type FaultOptions } from './faults.ts';
import { poolEndpoints } from './pool-endpoints.ts';
import { refusePort } from './port-failure.ts';
import { startEmulation } from './start.ts';
import { readVault } from './vault.ts';

export interface EmulatorOptions extends FaultOptions {
  /** `host:port`. */
  readonly listen: string;
  readonly gateway?: string;
  readonly portOffset: number;
  /** Ms. */
  readonly latency: number;
  readonly backendMap?: string;
  readonly heedIfMatch?: boolean;
  readonly state?: string;
  readonly vault?: string;
}

export async function emulator(options: EmulatorOptions, io: Io): Promise<number> {
  const signal = io.stopSignal();
  const cleanup = createCleanup();
  try {
    await untilAbortedOr(signal, serve(options, io, cleanup));
  } finally {
    await cleanup.run();
  }
  return EXIT.ok;
}

/** Never resolves: what it started serves until it is cleaned up. */
async function serve(options: EmulatorOptions, io: Io, cleanup: Cleanup): Promise<never> {
  const listen = parseListen(options.listen);
  const gateway = options.gateway === undefined ? BLANK_GATEWAY : await readGateway(options.gateway, io.cwd);
  const map: BackendMap =
    options.backendMap === undefined ? new Map() : await readBackendMap(options.backendMap, io.cwd);
  const vault = options.vault === undefined ? null : await readVault(options.vault, io.cwd);
  const bind = await offsetBind(options.portOffset);
  const log = createLogger('stderr');
  const faults = await faultsOf(options, io.cwd, (text) => log.info(text));
  const authority = await createAuthority('appgw-ingress development CA');
  const fleet = createEchoFleet(await createEchoTls(authority));
  cleanup.add(() => fleet.close());
  const isEchoed = ({ address, port }: EchoEndpoint): boolean => lookUp(map, address, port) === undefined;
  const emulation = await startEmulation({
    gateway,
    listen,
    latencyMs: options.latency,
    bind,
    wellKnownRoots: [authority.pem],
    faults,
    ifMatch: options.heedIfMatch ? 'enforced' : 'ignored',
    resolve: (address, port) => lookUp(map, address, port) ?? fleet.resolve(address, port),
    onWarning: (message) => log.warn(message),
    onApplying: (document: RawGateway) => fleet.sync(poolEndpoints(document).filter(isEchoed)),
    ...(options.state === undefined ? {} : { stateFile: options.state }),
    ...(vault && { vault }),
  }).catch((error: unknown) => refusePort(error, 'choose another --listen or --port-offset'));
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
  return new Promise(() => {});
}

function parseListen(text: string): SocketAddress {
  const address = parseAddress(text);
  if (address) return address;
  throw new CliFailure(`--listen ${text}: expected host:port, like 127.0.0.1:9443`);
}
