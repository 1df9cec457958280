/** Writing into the Lease what is under way; where that fails, the gateway must not be written by us. */
import { ArmError } from './arm-error.ts';
import type { OperationRecord, WriteLease } from './ports.ts';

/** Rejects with an `ArmError`: a Lease that is lost, or an API server that is away, is no bug of ours. */
export async function writeDown(
  lease: WriteLease,
  gateway: string,
  record: OperationRecord | null,
): Promise<void> {
  try {
    await lease.recordOperation(gateway, record);
  } catch (cause) {
    throw notLeader(cause);
  }
}

export const notLeader = (cause?: unknown): ArmError =>
  new ArmError({
    code: 'NotLeader',
    kind: 'transient',
    message: 'The Lease could not be renewed in time; another replica may lead.',
    cause,
  });
