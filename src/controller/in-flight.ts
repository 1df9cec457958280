/**
 * Never two operations at once (decision 12): an operation of ours that an earlier leader left is followed to its end,
 * and one of somebody else is waited out, since a PUT would cancel it.
 */
import type { RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import { ArmError } from './arm-error.ts';
import { writeDown } from './operation-record.ts';
import type { GatewayClient, WriteLease } from './ports.ts';

/** Reads this far apart that both show no update mean that an intended PUT was not sent, or is over. */
const SETTLED_MS = 10_000;
const POLL_MS = 5_000;
const MOST_MS = 60 * 60_000;

/** What the record says is under way is over afterwards, and the record is gone. */
export async function finishPending(
  gateway: GatewayClient,
  lease: WriteLease,
  clock: Clock,
  signal: AbortSignal,
  random: () => number = Math.random,
): Promise<void> {
  const record = lease.operation(gateway.resourceId);
  if (record === null) return;
  if (record.operationUrl === null) {
    await readQuiet(gateway, clock, signal, random);
    await clock.sleep(SETTLED_MS, signal);
    await readQuiet(gateway, clock, signal, random);
  } else await followAnyEnd(gateway, record.operationUrl, signal);
  await writeDown(lease, gateway.resourceId, null);
}

/** How it ended does not matter here: the gateway is read and planned anew. */
async function followAnyEnd(gateway: GatewayClient, url: string, signal: AbortSignal): Promise<void> {
  try {
    await gateway.resumeOperation(url).wait({ signal });
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
  }
}

/** The gateway as soon as neither it nor a child of it is being updated. */
export async function readQuiet(
  gateway: GatewayClient,
  clock: Clock,
  signal: AbortSignal,
  random: () => number = Math.random,
  onBusy: () => void = () => undefined,
): Promise<RawGateway> {
  const deadline = clock.now() + MOST_MS;
  for (;;) {
    const live = await gateway.get(signal);
    if (!isUpdating(live)) return live;
    onBusy();
    if (clock.now() > deadline) {
      throw new ArmError({
        code: 'GatewayUpdatingTooLong',
        kind: 'transient',
        message: 'The gateway has been updating for more than an hour, by an operation that is not ours.',
      });
    }
    await clock.sleep(POLL_MS * (0.8 + 0.4 * random()), signal);
  }
}

/** On GET the gateway may say Succeeded while a child does not, and the other way round (azure-cli#32961). */
export function isUpdating({ properties }: RawGateway): boolean {
  const busy = (value: unknown): boolean => value === 'Updating' || value === 'Deleting';
  return (
    busy(properties['provisioningState']) ||
    Object.values(properties).some(
      (children) =>
        Array.isArray(children) &&
        children.some((child) =>
          busy((child as { properties?: { provisioningState?: unknown } })?.properties?.provisioningState),
        ),
    )
  );
}
