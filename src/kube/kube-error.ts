/** What the API server, or the way to it, answered instead of success. */

/** `reason` where there was no answer, or one that cannot be read. */
export type TransportReason =
  | 'CredentialsUnreadable'
  | 'ConnectionFailed'
  | 'Silent'
  | 'Malformed'
  | 'Truncated'
  | 'NotSynced'
  | 'NotLeader'
  | 'Stopped';

export interface KubeErrorFields {
  /** Null where there was no answer. */
  readonly status?: number | null;
  /** `reason` of the Status object, or one of `TransportReason`. */
  readonly reason: string;
  readonly message: string;
  readonly retryAfterMs?: number | null;
  readonly cause?: unknown;
}

export class KubeError extends Error {
  override readonly name = 'KubeError';
  readonly status: number | null;
  readonly reason: string;
  /** How long the server asks to wait. */
  readonly retryAfterMs: number | null;

  constructor(fields: KubeErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.status = fields.status ?? null;
    this.reason = fields.reason;
    this.retryAfterMs = fields.retryAfterMs ?? null;
  }
}

/** The members of a `Status` object that are read here. */
export interface Status {
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly retryAfterSeconds?: number };
}

/** An answer that is no success; `retryAfter` is the header. */
export function refusal(
  httpStatus: number,
  body: string,
  retryAfter: string | undefined,
  now: number,
): KubeError {
  const status = parseStatus(body);
  return new KubeError({
    status: httpStatus,
    reason: status?.reason ?? `Http${httpStatus}`,
    message: status?.message ?? `the API server answered ${httpStatus}: ${body.slice(0, 200)}`,
    retryAfterMs: retryAfterMs(retryAfter, now) ?? secondsOf(status),
  });
}

/** The object of an ERROR event of a watch. */
export const streamError = (status: Status): KubeError =>
  new KubeError({
    status: status.code ?? null,
    reason: status.reason ?? 'Unknown',
    message: status.message ?? 'the watch ended with an error',
    retryAfterMs: secondsOf(status),
  });

function parseStatus(body: string): Status | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

const secondsOf = (status: Status | null): number | null => {
  const seconds = status?.details?.retryAfterSeconds;
  return seconds === undefined ? null : seconds * 1000;
};

function retryAfterMs(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** What was read, or is to be continued, is no longer in the server's history: list again. */
export const isExpired = ({ status, message }: KubeError): boolean =>
  status === 410 || (status === 504 && /too large resource version/i.test(message));

export const isNotFound = (error: unknown): boolean => error instanceof KubeError && error.status === 404;
export const isConflict = (error: unknown): boolean => error instanceof KubeError && error.status === 409;
