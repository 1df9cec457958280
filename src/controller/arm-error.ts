/** What ARM, or the way to it, answered instead of success, typed by what to do next. */

/**
 * - `transient`: the same again after a backoff
 * - `throttled`: the same again after `retryAfterMs`
 * - `conflict`: somebody else was writing; read the gateway and plan again
 * - `invalid`: the document is refused; hold back what it names
 * - `forbidden`: only the operator can clear this; a condition, and a slow retry
 * - `notFound`: there is no such gateway, or no such operation any more
 * - `bug`: our own mistake
 */
export type ArmErrorKind =
  | 'transient'
  | 'throttled'
  | 'conflict'
  | 'invalid'
  | 'forbidden'
  | 'notFound'
  | 'bug';

/** One entry of ARM's error tree, flattened, outermost first. */
export interface ArmErrorDetail {
  readonly code: string;
  readonly message: string;
}

export interface MissingPermission {
  readonly action: string;
  /** A resource id, or several separated by commas. */
  readonly scope: string;
}

export interface ArmErrorFields extends ArmErrorDetail {
  readonly kind: ArmErrorKind;
  readonly statusCode?: number | null;
  readonly retryAfterMs?: number | null;
  readonly targets?: readonly string[];
  readonly forbidden?: MissingPermission | null;
  readonly details?: readonly ArmErrorDetail[];
  readonly cause?: unknown;
}

export class ArmError extends Error {
  override readonly name = 'ArmError';
  readonly code: string;
  readonly kind: ArmErrorKind;
  /** Null where this is the final status of an operation, or where there was no answer. */
  readonly statusCode: number | null;
  /** How long the service asks to wait. */
  readonly retryAfterMs: number | null;
  /** Ids of a gateway's sub-resources that the answer names, in its order. */
  readonly targets: readonly string[];
  readonly forbidden: MissingPermission | null;
  readonly details: readonly ArmErrorDetail[];

  constructor(fields: ArmErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = fields.code;
    this.kind = fields.kind;
    this.statusCode = fields.statusCode ?? null;
    this.retryAfterMs = fields.retryAfterMs ?? null;
    this.targets = fields.targets ?? [];
    this.forbidden = fields.forbidden ?? null;
    this.details = fields.details ?? [];
  }
}
