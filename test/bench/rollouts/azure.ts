/** ARM and the gateway's data plane on loopback sockets, with a record of each operation. */
import type { BackendAddressPoolProperties, Child, RawGateway } from '../../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import type { Clock } from '../../../src/clock/clock.ts';
import { createArm } from '../../../src/emulator/arm/arm.ts';
import type { FaultCall } from '../../../src/emulator/arm/faults/fault.ts';
import { createAuthority } from '../../../src/emulator/authority.ts';
import type { SocketAddress } from '../../../src/emulator/contracts.ts';
import { createDataPlane } from '../../../src/emulator/dataplane/dataplane.ts';
import { INSTANCE } from './objects.ts';

/** Ms of the clock. */
export interface Operation {
  readonly startedAt: number;
  /** Of our pool. */
  readonly members: readonly string[];
  /** What it brings takes effect right before; null: not yet. */
  endedAt: number | null;
}

export interface Azure {
  readonly url: string;
  readonly ca: string;
  readonly gatewayId: string;
  readonly operations: readonly Operation[];
  /** What our pool has now. */
  readonly members: () => readonly string[];
  readonly isUpdating: () => boolean;
  /** Where port 80 is served; null: not yet. */
  readonly front: () => string | null;
  readonly close: () => Promise<void>;
}

export interface AzureOptions {
  readonly clock: Clock;
  readonly operationMs: number;
  readonly resolve: (address: string) => SocketAddress;
}

export async function startAzure({ clock, operationMs, resolve }: AzureOptions): Promise<Azure> {
  const operations: Operation[] = [];
  const gatewayId = BLANK_GATEWAY.id!;
  const plane = createDataPlane({ bind: () => ({ host: '127.0.0.1', port: 0 }), resolve, clock });
  const applied = (): Operation | undefined => operations.findLast(({ endedAt }) => endedAt !== null);
  const onApplied = async (document: RawGateway): Promise<void> => {
    const operation = operations.at(-1)!;
    await plane.apply(document);
    operation.endedAt = clock.now();
  };
  const seePut = ({ kind, body }: FaultCall): null => {
    if (kind !== 'put') return null;
    const members = membersOf(body as unknown as RawGateway);
    operations.push({ startedAt: clock.now(), members, endedAt: null });
    return null;
  };
  const arm = createArm({
    clock,
    events: {
      onApplied,
      health: () => plane.health(),
      healthOnDemand: (probe) => plane.healthOnDemand(probe),
    },
    gateways: { [gatewayId]: BLANK_GATEWAY },
    latencyMs: operationMs,
    faults: [seePut],
  });
  const authority = await createAuthority('benchmark');
  const { certificate, key } = await authority.issue(['127.0.0.1']);
  const url = await arm.listen({ host: '127.0.0.1', port: 0, tls: { cert: certificate, key } });
  return {
    url,
    ca: authority.pem,
    gatewayId,
    operations,
    members: () => applied()?.members ?? [],
    isUpdating: () => operations.at(-1)?.endedAt === null,
    front: () =>
      plane.listening().find(({ port, frontend }) => port === 80 && frontend === 'public')?.address ?? null,
    close: async () => {
      await arm.close();
      await plane.close();
    },
  };
}

function membersOf({ properties }: RawGateway): readonly string[] {
  const pools = (properties['backendAddressPools'] ??
    []) as unknown as readonly Child<BackendAddressPoolProperties>[];
  return pools
    .filter(({ name }) => name.startsWith(`${INSTANCE}.`) && name.includes('-web-'))
    .flatMap(({ properties: { backendAddresses } }) =>
      backendAddresses.flatMap(({ ipAddress }) => ipAddress ?? []),
    );
}
