/** What each condition of an ApplicationGateway says after a run; null: the run does not tell, so it stays as it was. */
import type { ConditionReason, ConditionType } from '../api/conditions.ts';
import { isError, refText, type Code, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { oneLine } from '../diagnostics/printable.ts';
import { render } from '../diagnostics/render.ts';

export interface Verdict<T extends ConditionType> {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: ConditionReason<T>;
  readonly message: string;
}

/** Why the object, as it is now, is not used. */
export interface Refusal {
  readonly reason: 'InvalidSpec' | 'DuplicateGateway';
  readonly message: string;
}

export interface GatewayFailure {
  /** `refused`: by ARM; `operation`: ARM took it, and the operation failed. */
  readonly kind: 'unavailable' | 'forbidden' | 'notFound' | 'refused' | 'operation';
  readonly code: string;
  readonly message: string;
}

/** One run, or one that has got as far as an operation. */
export interface RunState {
  readonly outcome:
    | 'applied'
    | 'unchanged'
    | 'planned'
    | 'stopped'
    | 'applying'
    | 'failed'
    | 'lost'
    | 'doubted';
  readonly failure: GatewayFailure | null;
  /** Of the computation, if the run came so far. */
  readonly diagnostics: readonly Diagnostic[] | null;
}

/** Where no run says more. */
export const PENDING: Verdict<'Programmed'> = {
  status: 'False',
  reason: 'Pending',
  message: 'Nothing was applied yet.',
};

/** Codes that say why nothing is written at all. */
const UNTOUCHED: readonly Code[] = ['AGIC_PRESENT', 'AGIC_RETURNED', 'ADOPTION_INCOMPLETE'];

export const refused = ({ reason, message }: Refusal): Verdict<'Accepted'> => ({
  status: 'False',
  reason,
  message,
});

export function accepted({ failure, diagnostics }: RunState): Verdict<'Accepted'> | null {
  const agic = UNTOUCHED.map((code) => textOf(code, diagnostics)).find((text) => text !== null) ?? null;
  if (agic !== null) return { status: 'False', reason: 'AgicPresent', message: agic };
  switch (failure?.kind) {
    case 'notFound':
      return { status: 'False', reason: 'GatewayNotFound', message: words(failure) };
    case 'forbidden':
      return { status: 'False', reason: 'Forbidden', message: words(failure) };
    case 'unavailable':
      return null;
    case 'refused':
    case 'operation':
    case undefined:
      return { status: 'True', reason: 'Accepted', message: 'The gateway is managed.' };
  }
}

export function programmed({ outcome, failure, diagnostics }: RunState): Verdict<'Programmed'> {
  const agic = UNTOUCHED.map((code) => textOf(code, diagnostics)).find((text) => text !== null) ?? null;
  if (agic !== null) return { ...PENDING, message: agic };
  switch (outcome) {
    case 'applied':
    case 'unchanged':
      return { status: 'True', reason: 'Programmed', message: 'The gateway has what the Ingresses ask for.' };
    case 'applying':
      return { status: 'False', reason: 'Applying', message: 'An operation is under way.' };
    case 'planned':
      return { status: 'False', reason: 'PlanOnly', message: 'The mode is plan: changes are not written.' };
    case 'stopped':
      return { status: 'False', reason: 'GatewayStopped', message: 'The gateway is stopped.' };
    case 'lost':
      return { ...PENDING, message: textOf('CONTENT_LOST', diagnostics) ?? '' };
    case 'doubted':
      return { ...PENDING, message: textOf('REMOVAL_UNCONFIRMED', diagnostics) ?? '' };
    case 'failed':
      return failed(failure);
  }
}

function failed(failure: GatewayFailure | null): Verdict<'Programmed'> {
  const message = failure ? words(failure) : '';
  switch (failure?.kind) {
    case 'unavailable':
      return { status: 'False', reason: 'ArmUnavailable', message };
    case 'refused':
    case 'operation':
      return { status: 'False', reason: 'OperationFailed', message };
    case 'forbidden':
    case 'notFound':
    case undefined:
      return { ...PENDING, message };
  }
}

export function degraded({ diagnostics }: RunState): Verdict<'Degraded'> | null {
  if (diagnostics === null) return null;
  const unreachable = textOf('PODS_UNREACHABLE', diagnostics);
  if (unreachable !== null) return { status: 'True', reason: 'PodsUnreachable', message: unreachable };
  const overwritten = textOf('SECOND_WRITER', diagnostics);
  if (overwritten !== null) return { status: 'True', reason: 'SecondWriter', message: overwritten };
  const stuck = textOf('NOT_CONVERGING', diagnostics);
  if (stuck !== null) return { status: 'True', reason: 'NotConverging', message: stuck };
  const full = textOf('LIMIT_REACHED', diagnostics);
  if (full !== null) return { status: 'True', reason: 'LimitReached', message: full };
  const count = heldBackIngresses(diagnostics).length;
  return count === 0
    ? { status: 'False', reason: 'Healthy', message: 'Nothing is held back.' }
    : {
        status: 'True',
        reason: 'IngressesHeldBack',
        message: `Held back, at least in part: ${count}. Their Events say why.`,
      };
}

/** `Ingress/namespace/name` of those of which something is held back; each once. */
export const heldBackIngresses = (diagnostics: readonly Diagnostic[]): readonly string[] => [
  ...new Set(
    diagnostics.flatMap((diagnostic) =>
      isError(diagnostic) && diagnostic.object?.kind === 'Ingress' ? [refText(diagnostic.object)] : [],
    ),
  ),
];

function textOf(code: Code, diagnostics: readonly Diagnostic[] | null): string | null {
  const found = diagnostics?.find((diagnostic) => diagnostic.code === code);
  return found ? render(found).message : null;
}

const words = ({ code, message }: GatewayFailure): string => oneLine(`${code}: ${message}`);
