/** The emulated Azure of one gateway: ARM over https and the data plane behind it, for `dev` and `emulator`. */
import type { RawGateway } from '../../appgw/wire.ts';
import { systemClock } from '../../clock/clock.ts';
import { createArm } from '../../emulator/arm/arm.ts';
import type { Vault } from '../../emulator/arm/certificates/vault.ts';
import type { Fault } from '../../emulator/arm/faults/fault.ts';
import type { IfMatch } from '../../emulator/arm/http/route.ts';
import { createAuthority } from '../../emulator/authority.ts';
import type { DataPlaneOptions, ListeningPort, SocketAddress } from '../../emulator/contracts.ts';
import { createDataPlane } from '../../emulator/dataplane/dataplane.ts';

export interface EmulationOptions {
  readonly gateway: RawGateway;
  readonly listen: SocketAddress;
  readonly latencyMs: number;
  readonly bind: DataPlaneOptions['bind'];
  readonly resolve: DataPlaneOptions['resolve'];
  /** PEM of authorities that backends' certificates may come from, beside the public ones. */
  readonly wellKnownRoots: readonly string[];
  readonly onWarning: (message: string) => void;
  readonly faults?: readonly Fault[];
  readonly ifMatch?: IfMatch;
  readonly stateFile?: string;
  /** What the gateway finds in Key Vaults. */
  readonly vault?: Vault;
  /** Before a document is served: what stands behind its pools has to be there first. */
  readonly onApplying?: (document: RawGateway) => Promise<void>;
  /** The data plane cannot serve a document; the operation fails with it. */
  readonly onUnservable?: (error: unknown) => void;
}

export interface Emulation {
  /** Base URL of ARM. */
  readonly arm: string;
  /** PEM of the CA that ARM's certificate comes from. */
  readonly armCa: string;
  readonly gatewayId: string;
  readonly listeners: () => readonly ListeningPort[];
  readonly close: () => Promise<void>;
}

export async function startEmulation(options: EmulationOptions): Promise<Emulation> {
  const { gateway, bind, resolve, onWarning, faults = [], ifMatch = 'ignored', stateFile } = options;
  const gatewayId = gateway.id!;
  const authority = await createAuthority('appgw-ingress emulated ARM');
  const { certificate, key } = await authority.issue([options.listen.host, 'localhost', '127.0.0.1']);
  const dataPlane = createDataPlane({
    bind,
    resolve,
    clock: systemClock,
    onWarning,
    wellKnownRoots: options.wellKnownRoots,
    firewallPolicy: (id) => arm.firewallPolicy(id),
  });
  const onApplied = async (document: RawGateway): Promise<void> => {
    await options.onApplying?.(document);
    await dataPlane.apply(document).catch((error: unknown) => {
      options.onUnservable?.(error);
      throw error;
    });
  };
  const arm = createArm({
    clock: systemClock,
    events: {
      onApplied,
      health: () => dataPlane.health(),
      healthOnDemand: (probe) => dataPlane.healthOnDemand(probe),
    },
    gateways: { [gatewayId]: gateway },
    latencyMs: options.latencyMs,
    faults,
    ifMatch,
    ...(stateFile === undefined ? {} : { stateFile }),
    ...(options.vault && { vault: options.vault }),
  });
  const close = async (): Promise<void> => {
    await Promise.all([arm.close(), dataPlane.close()]);
  };
  try {
    await onApplied(arm.document(gatewayId) ?? gateway);
    const url = await arm.listen({ ...options.listen, tls: { cert: certificate, key } });
    return { arm: url, armCa: authority.pem, gatewayId, listeners: () => dataPlane.listening(), close };
  } catch (error) {
    await close();
    throw error;
  }
}
