/**
 * What the leader is doing to each gateway, kept in annotations of the Lease (decision 12), so that its successor finds
 * an operation that is under way and follows it instead of racing it.
 */
import { createHash } from 'node:crypto';
import type { OperationRecord } from '../controller/ports.ts';

export interface Annotations {
  readonly [key: string]: string;
}

/** The name of an annotation has at most 63 characters, so a gateway's id goes into its value. */
const keyFor = (gateway: string): string =>
  `appgw-ingress.dev/operation-${createHash('sha256').update(gateway.toLowerCase()).digest('hex').slice(0, 16)}`;

/** What a merge patch or an update of `metadata.annotations` needs; null removes the record. */
export function withRecord(
  annotations: Annotations,
  gateway: string,
  record: OperationRecord | null,
): Annotations {
  const { [keyFor(gateway)]: _old, ...others } = annotations;
  return record === null ? others : { ...others, [keyFor(gateway)]: JSON.stringify({ gateway, ...record }) };
}

/** Null also where somebody wrote something else there. */
export function recordOf(annotations: Annotations, gateway: string): OperationRecord | null {
  try {
    const value = JSON.parse(annotations[keyFor(gateway)] ?? 'null') as Partial<OperationRecord> | null;
    if (typeof value?.bodyHash !== 'string' || typeof value.startedAt !== 'number') return null;
    const { bodyHash, startedAt, operationUrl } = value;
    return { bodyHash, startedAt, operationUrl: typeof operationUrl === 'string' ? operationUrl : null };
  } catch {
    return null;
  }
}
