/**
 * Makes an `ArmError` of anything but success: an HTTP answer, the final status of an operation, or no answer at all.
 * The same codes come by both ways (validation at once, certificates and permissions through the operation).
 */
import { ArmError } from '../controller/arm-error.ts';
import type { ArmErrorKind } from '../controller/arm-error.ts';
import { CODE_FAMILIES, CODE_KINDS, MESSAGE_KINDS, kindOfStatus } from './error-codes.ts';
import { missingPermission, namedChildren, readErrors } from './error-body.ts';
import type { ErrorNode } from './error-body.ts';
import { isObject } from './json.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Headers } from './retry-after.ts';

export interface Refusal {
  /** Null for the final status of an operation: the poll itself was answered well. */
  readonly status: number | null;
  readonly headers: Headers;
  readonly body: unknown;
}

export function classify(refusal: Refusal, now: number): ArmError {
  const nodes = readErrors(refusal.body);
  const decisive = decisiveOf(nodes) ?? nodes[0] ?? unexplained(refusal);
  const texts = nodes.map((node) => node.message);
  return new ArmError({
    code: decisive.code,
    message: decisive.message,
    kind: kindOf(decisive) ?? kindOfStatus(refusal.status),
    statusCode: refusal.status,
    retryAfterMs: retryAfterMs(refusal.headers, now),
    targets: namedChildren(texts),
    forbidden: texts.map(missingPermission).find((permission) => permission !== null) ?? null,
    details: nodes.map(({ code, message }) => ({ code, message })),
  });
}

/** The deepest entry that says what to do: outer codes ("Canceled", "InvalidRequestFormat") only wrap it. */
function decisiveOf(nodes: readonly ErrorNode[]): ErrorNode | null {
  const known = nodes.filter((node) => kindOf(node) !== null);
  const depth = Math.max(...known.map((node) => node.depth));
  return known.find((node) => node.depth === depth) ?? null;
}

function kindOf({ code, message }: ErrorNode): ArmErrorKind | null {
  return (
    CODE_KINDS[code] ??
    MESSAGE_KINDS.find(([text]) => text.test(message))?.[1] ??
    CODE_FAMILIES.find(([family]) => family.test(code))?.[1] ??
    null
  );
}

function unexplained({ status, body }: Refusal): ErrorNode {
  if (status !== null)
    return { code: `Http${status}`, message: `ARM answered ${status} without an error`, depth: 0 };
  const final = isObject(body) ? String(body['status']) : 'Failed';
  return { code: final, message: `the operation ended as ${final} without an error`, depth: 0 };
}

/** Errors of `@azure/identity`: the identity, its federation or its grant is not there (yet). */
const CREDENTIAL_ERRORS = new Set([
  'AuthenticationError',
  'AuthenticationRequiredError',
  'AggregateAuthenticationError',
  'CredentialUnavailableError',
]);

/** For what was thrown instead of an answer. */
export function classifyFailure(thrown: unknown): ArmError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const [kind, code] = failureOf(error);
  return new ArmError({ code, kind, message: error.message, cause: thrown });
}

function failureOf(error: Error & { readonly code?: unknown }): readonly [ArmErrorKind, string] {
  if (error.name === 'RestError')
    return ['transient', typeof error.code === 'string' ? error.code : 'NoAnswer'];
  // The caller's own abort never comes here, so this is the transport's timeout.
  if (error.name === 'AbortError') return ['transient', 'RequestTimeout'];
  if (CREDENTIAL_ERRORS.has(error.name)) return ['forbidden', error.name];
  return ['bug', error.name];
}
