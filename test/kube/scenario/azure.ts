/**
 * Azure of one gateway: the emulated ARM with the data plane behind it, a log of what was asked, and faults that come
 * and go while it runs. The gateway has sites of somebody else on it from the start.
 */
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { poolEndpoints } from '../../../src/cli/emulate/pool-endpoints.ts';
import { createArm } from '../../../src/emulator/arm/arm.ts';
import type { CallKind, FaultAction, FaultCall } from '../../../src/emulator/arm/faults/fault.ts';
import { createAuthority } from '../../../src/emulator/authority.ts';
import type { SocketAddress } from '../../../src/emulator/contracts.ts';
import { createDataPlane } from '../../../src/emulator/dataplane/dataplane.ts';
import { createEchoFleet } from '../../../src/emulator/echo/fleet.ts';
import { THEIRS } from '../../helpers/world.ts';
import { fastClock } from './fast-clock.ts';

export interface ArmCall extends FaultCall {
  readonly at: number;
  /** An operation ran on the gateway when this came. */
  readonly whileUpdating: boolean;
}

export interface InjectedFault {
  readonly hits: number;
  readonly lift: () => void;
}

export interface TestAzure {
  readonly url: string;
  /** PEM. */
  readonly ca: string;
  readonly gatewayId: string;
  readonly calls: readonly ArmCall[];
  readonly puts: () => readonly RawGateway[];
  /** Meets the next `times` calls of a kind, all kinds where it is null; without limit until it is lifted. */
  readonly inject: (on: CallKind | null, action: FaultAction, times?: number) => InjectedFault;
  readonly document: () => RawGateway;
  /** What is served on a port of the public frontend. */
  readonly address: (port: number) => SocketAddress | null;
  /** A backend of the story's own answers at this address and port, in the place of an echo. */
  readonly answerAt: (address: string, port: number, by: SocketAddress) => void;
  readonly close: () => Promise<void>;
}

/** Two sites of somebody else. */
const { somethingNew: _unknownToArm, ...properties } = THEIRS.properties;
const sku = { name: 'Standard_v2', tier: 'Standard_v2', family: 'Generation_2', capacity: 2 };
export const BEFORE: RawGateway = { ...THEIRS, tags: {}, properties: { ...properties, sku } };

/** Of an operation, on the fast clock. */
export const LATENCY_MS = 1500;

export async function startAzure(): Promise<TestAzure> {
  const gatewayId = BEFORE.id!;
  const calls: ArmCall[] = [];
  const faults = new Set<(call: FaultCall) => FaultAction | null>();
  const fleet = createEchoFleet();
  const backends = new Map<string, SocketAddress>();
  const plane = createDataPlane({
    bind: () => ({ host: '127.0.0.1', port: 0 }),
    resolve: (address, port) => backends.get(`${address}:${port}`) ?? fleet.resolve(address, port),
    clock: fastClock,
  });
  const onApplied = async (document: RawGateway): Promise<void> => {
    await fleet.sync(poolEndpoints(document));
    await plane.apply(document);
  };
  const document = (): RawGateway => arm.document(gatewayId)!;
  const isUpdating = (): boolean => document().properties['provisioningState'] === 'Updating';
  const arm = createArm({
    clock: fastClock,
    events: {
      onApplied,
      health: () => plane.health(),
      healthOnDemand: (probe) => plane.healthOnDemand(probe),
    },
    gateways: { [gatewayId]: BEFORE },
    latencyMs: LATENCY_MS,
    faults: [
      (call) => {
        calls.push({ ...call, at: fastClock.now(), whileUpdating: isUpdating() });
        return null;
      },
      (call) => [...faults].reduce<FaultAction | null>((action, fault) => action ?? fault(call), null),
    ],
  });
  await onApplied(document());
  const authority = await createAuthority('ARM of the scenarios');
  const { certificate, key } = await authority.issue(['127.0.0.1']);
  const url = await arm.listen({ host: '127.0.0.1', port: 0, tls: { cert: certificate, key } });

  return {
    url,
    ca: authority.pem,
    gatewayId,
    calls,
    puts: () => calls.flatMap(({ kind, body }) => (kind === 'put' ? [body as unknown as RawGateway] : [])),
    inject: (on, action, times = Infinity) => {
      let hits = 0;
      const fault = ({ kind }: FaultCall): FaultAction | null => {
        if ((on !== null && kind !== on) || hits >= times) return null;
        hits += 1;
        return action;
      };
      faults.add(fault);
      return {
        get hits() {
          return hits;
        },
        lift: () => void faults.delete(fault),
      };
    },
    document,
    address: (port) => {
      const found = plane.listening().find((one) => one.port === port && one.frontend === 'public');
      if (!found) return null;
      const { hostname, port: bound } = new URL(`http://${found.address}`);
      return { host: hostname, port: Number(bound) };
    },
    answerAt: (address, port, by) => void backends.set(`${address}:${port}`, by),
    close: async () => {
      await arm.close();
      await plane.close();
      await fleet.close();
    },
  };
}
