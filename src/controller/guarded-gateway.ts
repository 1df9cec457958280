/**
 * The gateway as the leader may use it (decision 12): reads wait until nobody is updating it, writes need a fresh
 * Lease, and what is under way is written down there, so that a successor follows it instead of racing it.
 */
import { hash } from 'node:crypto';
import type { RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import { ArmError } from './arm-error.ts';
import { finishPending, readQuiet } from './in-flight.ts';
import { notLeader, writeDown } from './operation-record.ts';
import type { FirewallPolicies, GatewayClient, Operation, OperationRecord, WriteLease } from './ports.ts';

/** No PUT starts unless the Lease was renewed this recently. */
const FRESH_MS = 5_000;

export function guardGateway(
  gateway: GatewayClient,
  lease: WriteLease,
  clock: Clock,
  random: () => number = Math.random,
  /** An operation of somebody else was seen. */
  onOthers: () => void = () => undefined,
): GatewayClient {
  const { resourceId } = gateway;
  /** What cannot be written down now is found again: the record that stays says too much, never too little. */
  const tryToWriteDown = (record: OperationRecord | null): Promise<void> =>
    writeDown(lease, resourceId, record).catch(() => undefined);
  return {
    ...gateway,
    get: async (signal = NEVER) => {
      await finishPending(gateway, lease, clock, signal, random);
      return readQuiet(gateway, clock, signal, random, onOthers);
    },
    put: async (document, signal) => {
      if (!lease.isFresh(FRESH_MS)) throw notLeader();
      const record = { bodyHash: hashOf(document), startedAt: clock.now() };
      await writeDown(lease, resourceId, { ...record, operationUrl: null });
      const operation = await gateway.put(document, signal).catch(async (error: unknown) => {
        // A refusal started nothing; after a lost connection the intent must stay.
        if (error instanceof ArmError && error.statusCode !== null) await tryToWriteDown(null);
        throw error;
      });
      await tryToWriteDown({ ...record, operationUrl: operation.url });
      return withRecord(operation, () => tryToWriteDown(null));
    },
  };
}

/** What stands beside the gateway is written and deleted in time with it. */
export function guardFirewallPolicies(policies: FirewallPolicies, lease: WriteLease): FirewallPolicies {
  const checked = async (write: () => Promise<void>): Promise<void> => {
    if (!lease.isFresh(FRESH_MS)) throw notLeader();
    await write();
  };
  return {
    ...policies,
    write: (...request) => checked(() => policies.write(...request)),
    remove: (...request) => checked(() => policies.remove(...request)),
  };
}

const NEVER = new AbortController().signal;

/** The record goes with the operation, however it ended; only a wait that was given up leaves it to the successor. */
const withRecord = (operation: Operation, clear: () => Promise<void>): Operation => ({
  url: operation.url,
  wait: async (options) => {
    try {
      await operation.wait(options);
    } catch (error) {
      if (error instanceof ArmError) await clear();
      throw error;
    }
    await clear();
  },
});

const hashOf = (document: RawGateway): string => hash('sha256', JSON.stringify(document), 'hex').slice(0, 32);
