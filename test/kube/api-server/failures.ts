/** The refusals of an API server, each with the Status body that a client sees. */
import type { ResourceDefinition } from './resources/definition.ts';

export interface Cause {
  readonly reason: CauseReason;
  readonly message: string;
  readonly field: string;
}
export type CauseReason =
  | 'FieldValueInvalid'
  | 'FieldValueRequired'
  | 'FieldValueForbidden'
  | 'FieldValueNotSupported'
  | 'FieldValueTypeInvalid'
  | 'FieldManagerConflict'
  | 'ResourceVersionTooLarge';

export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: { readonly continue?: string };
  readonly status: 'Failure';
  readonly message: string;
  readonly reason: string;
  readonly details?: StatusDetails;
  readonly code: number;
}
export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly Cause[];
  readonly retryAfterSeconds?: number;
}

/** Thrown by whatever refuses; becomes the answer. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  /** The reason, as `NotFound`. */
  readonly code: string;
  readonly status: Status;

  constructor(status: Status) {
    super(status.message);
    this.code = status.reason;
    this.status = status;
  }
}

export const failureStatus = (
  code: number,
  reason: string,
  message: string,
  details?: StatusDetails,
): Status => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  reason,
  ...(details && { details }),
  code,
});

const failure = (...args: Parameters<typeof failureStatus>): ApiFailure =>
  new ApiFailure(failureStatus(...args));

type Named = Pick<ResourceDefinition, 'group' | 'plural'>;

/** `ingresses.networking.k8s.io`, `pods`. */
export const qualifiedResource = ({ group, plural }: Named): string =>
  group === '' ? plural : `${plural}.${group}`;

const named = ({ group, plural }: Named, name: string): StatusDetails => ({ name, group, kind: plural });

export const notFound = (resource: Named, name: string): ApiFailure =>
  failure(404, 'NotFound', `${qualifiedResource(resource)} "${name}" not found`, named(resource, name));

export const alreadyExists = (resource: Named, name: string): ApiFailure =>
  failure(
    409,
    'AlreadyExists',
    `${qualifiedResource(resource)} "${name}" already exists`,
    named(resource, name),
  );

export const conflict = (resource: Named, name: string, why: string): ApiFailure =>
  failure(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedResource(resource)} "${name}": ${why}`,
    named(resource, name),
  );

export const modifiedMeanwhile = (resource: Named, name: string): ApiFailure =>
  conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );

export const applyConflict = (causes: readonly Cause[]): ApiFailure =>
  failure(
    409,
    'Conflict',
    `Apply failed with ${causes.length} conflict${causes.length === 1 ? '' : 's'}: ${causes
      .map(({ message, field }) => `${message}: ${field}`)
      .join(', ')}`,
    { causes },
  );

export const invalid = (
  { group, kind }: Pick<ResourceDefinition, 'group' | 'kind'>,
  name: string,
  causes: readonly Cause[],
): ApiFailure => {
  const lines = causes.map(({ field, message }) => `${field}: ${message}`);
  const subject = `${group === '' ? kind : `${kind}.${group}`} "${name}"`;
  return failure(
    422,
    'Invalid',
    `${subject} is invalid: ${lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`}`,
    { name, group, kind, causes },
  );
};

export const forbidden = (resource: Named, name: string, why: string): ApiFailure =>
  failure(
    403,
    'Forbidden',
    `${qualifiedResource(resource)}${name === '' ? '' : ` "${name}"`} is forbidden: ${why}`,
    named(resource, name),
  );

export const forbiddenPath = (why: string): ApiFailure => failure(403, 'Forbidden', `forbidden: ${why}`, {});

export const badRequest = (message: string): ApiFailure => failure(400, 'BadRequest', message);
export const unauthorized = (): ApiFailure => failure(401, 'Unauthorized', 'Unauthorized');
export const expired = (message: string): ApiFailure => failure(410, 'Expired', message);
export const methodNotAllowed = (): ApiFailure =>
  failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
export const unsupportedMediaType = (type: string): ApiFailure =>
  failure(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, not ${type}`,
  );
export const tooLarge = (limit: number): ApiFailure =>
  failure(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);

/** Somebody asks for a revision that has not been reached. */
export const futureRevision = (asked: number, current: number): ApiFailure =>
  failure(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version', field: '' }],
    retryAfterSeconds: 1,
  });

export const cause = (field: string, message: string, reason: CauseReason = 'FieldValueInvalid'): Cause => ({
  reason,
  message: `${CAUSE_WORDS[reason]}: ${message}`,
  field,
});

const CAUSE_WORDS: Readonly<Record<CauseReason, string>> = {
  FieldValueInvalid: 'Invalid value',
  FieldValueRequired: 'Required value',
  FieldValueForbidden: 'Forbidden',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueTypeInvalid: 'Invalid value',
  FieldManagerConflict: 'conflict',
  ResourceVersionTooLarge: 'Too large resource version',
};
