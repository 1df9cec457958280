/** The status of the ApplicationGateway object of one gateway, kept up to date while its member runs. */
import type { Clock } from '../../clock/clock.ts';
import type { Published } from '../../controller/gateway-runner.ts';
import { gatewayStatus } from '../../controller/gateway-status.ts';
import { invalidity, type GatewayTarget } from '../../controller/gateway-targets.ts';
import { createHeldSet, type HeldSet } from '../../controller/held-set.ts';
import { logOperations } from '../../controller/operation-log.ts';
import type { GatewayClient, GatewayObjects, StatusAddress } from '../../controller/ports.ts';
import type { GatewayStatusWriter } from '../../kube/application-gateway-status.ts';

export interface ObjectStatus {
  /** Through which the gateway is to be used, so that its operations are seen. */
  readonly gateway: GatewayClient;
  /** With what an earlier leader wrote down. */
  readonly held: HeldSet;
  readonly write: (published: Published, address: StatusAddress | null) => Promise<void>;
  /** Resolves when nothing is being written. */
  readonly settled: () => Promise<void>;
}

export interface ObjectStatusOptions {
  readonly object: NonNullable<GatewayTarget['object']>;
  readonly gateway: GatewayClient;
  readonly objects: GatewayObjects;
  readonly writer: GatewayStatusWriter;
  readonly clock: Clock;
  readonly onError: (error: Error) => void;
}

/** Rejects with a `KubeError` where the status cannot be read. */
export async function followStatus(options: ObjectStatusOptions): Promise<ObjectStatus> {
  const { object, objects, writer, clock, onError } = options;
  const before = (await writer.read(object)) ?? {};
  const held = createHeldSet(before.heldBack);
  const operations = logOperations(
    options.gateway,
    clock,
    before.lastOperation ?? null,
    () => void write('applying', null),
  );
  let last: Promise<void> = Promise.resolve();

  /** One at a time, in their order. */
  function write(run: Published | 'applying' | null, address: StatusAddress | null): Promise<void> {
    last = last.then(() => writeNow(run, address)).catch(onError);
    return last;
  }

  async function writeNow(run: Published | 'applying' | null, address: StatusAddress | null): Promise<void> {
    const current = objects.current().find(({ uid }) => uid === object.uid);
    if (!current) return;
    const refusal = invalidity(current.problem);
    // A newer spec that can be used is the business of the member that is about to take over.
    const generation = { used: object.generation, now: refusal ? current.generation : object.generation };
    const facts = {
      generation,
      refusal,
      run,
      operation: operations.last(),
      heldBack: held.entries(),
      address: address?.ip ?? address?.hostname ?? null,
      now: new Date(clock.now()).toISOString(),
    };
    const outcome = await writer.update(object, (status) => gatewayStatus(status, facts));
    if (outcome.kind === 'failed') onError(outcome.error);
  }

  await write(null, null);
  return { gateway: operations.gateway, held, write, settled: () => last };
}
