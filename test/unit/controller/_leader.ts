/** A gateway and a Lease that do what a test says, and write down what is done to them. */
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { ArmError, type ArmErrorFields } from '../../../src/controller/arm-error.ts';
import type { GatewayClient, OperationRecord, WriteLease } from '../../../src/controller/ports.ts';

export const armError = (fields: Partial<ArmErrorFields> = {}): ArmError =>
  new ArmError({ kind: 'transient', code: 'C', message: 'm', ...fields });

export const inState = (provisioningState: string): RawGateway => ({
  ...BLANK_GATEWAY,
  properties: { ...BLANK_GATEWAY.properties, provisioningState },
});

export const INTENT: OperationRecord = { bodyHash: 'b', startedAt: 0, operationUrl: null };
export const STARTED: OperationRecord = { ...INTENT, operationUrl: '/operations/1' };

export interface Script {
  /** Answers of GET, the last one for ever; default: what was PUT last. */
  readonly states?: readonly RawGateway[];
  readonly onPut?: () => Promise<void>;
  /** How an operation ends, this one or an earlier leader's. */
  readonly onWait?: (signal: AbortSignal | undefined) => Promise<void>;
  readonly record?: OperationRecord | null;
  readonly isFresh?: boolean;
  /** Whether this write of the Lease fails. */
  readonly refuses?: (record: OperationRecord | null) => boolean;
}

export interface Scripted {
  readonly gateway: GatewayClient;
  readonly lease: WriteLease;
  /** `get`, `put`, `wait URL`, `record intent|URL|none`. */
  readonly steps: readonly string[];
  readonly sent: readonly RawGateway[];
}

export function script({
  states = [],
  onPut,
  onWait,
  record = null,
  isFresh = true,
  refuses,
}: Script): Scripted {
  const steps: string[] = [];
  const sent: RawGateway[] = [];
  let known = record;
  let reads = 0;
  const operation = (url: string) => ({
    url,
    wait: async (options?: { readonly signal?: AbortSignal }) => {
      steps.push(`wait ${url}`);
      await onWait?.(options?.signal);
    },
  });
  return {
    steps,
    sent,
    gateway: {
      resourceId: '/gateways/dev',
      get: async () => {
        steps.push('get');
        reads += 1;
        return states[Math.min(reads, states.length) - 1] ?? sent.at(-1) ?? BLANK_GATEWAY;
      },
      put: async (document) => {
        steps.push('put');
        await onPut?.();
        sent.push(document);
        return operation('/operations/new');
      },
      resumeOperation: operation,
      publicAddress: async () => ({ ip: '20.0.0.1', hostname: null }),
    },
    lease: {
      isFresh: () => isFresh,
      operation: () => known,
      recordOperation: async (_gateway, next) => {
        steps.push(`record ${next === null ? 'none' : (next.operationUrl ?? 'intent')}`);
        if (refuses?.(next)) throw new Error('the Lease is not ours');
        known = next;
      },
    },
  };
}
