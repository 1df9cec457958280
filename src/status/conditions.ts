/**
 * What became of a gateway -> the conditions of its ApplicationGateway object. Reasons are those of `api/conditions.ts`.
 * What a run could not find out stays as it was: a gateway that cannot be read still serves what it served.
 */
import type { ConditionReason, ConditionType } from '../api/conditions.ts';
import { isError, refText, type Code, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { render } from '../diagnostics/render.ts';

export interface Condition<T extends ConditionType = ConditionType> {
  readonly type: T;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: ConditionReason<T>;
  readonly message: string;
  /** Absent only where somebody else wrote it. */
  readonly observedGeneration?: number;
  /** RFC 3339. */
  readonly lastTransitionTime: string;
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
  readonly outcome: 'applied' | 'unchanged' | 'planned' | 'stopped' | 'applying' | 'failed';
  readonly failure: GatewayFailure | null;
  /** Of the computation, if the run came so far. */
  readonly diagnostics: readonly Diagnostic[] | null;
}

export interface GatewayState {
  readonly refusal: Refusal | null;
  /** Null: none yet. */
  readonly run: RunState | null;
  /** Of the object as it is now, and of the spec that the run had. */
  readonly generation: { readonly now: number; readonly used: number };
}

type Verdict<T extends ConditionType> = Pick<Condition<T>, 'status' | 'reason' | 'message'>;
type Written = Pick<Condition, 'status' | 'message' | 'lastTransitionTime' | 'observedGeneration'> & {
  readonly type: string;
  readonly reason: string;
};

/** Conditions keep their transition time while their status stays; those of others stay. */
export function conditions<W extends Written>(
  state: GatewayState,
  before: readonly W[],
  now: string,
): readonly (W | Condition)[] {
  const { generation, refusal, run } = state;
  const find = (type: ConditionType): W | undefined => before.find((condition) => condition.type === type);
  const write = <T extends ConditionType>(
    type: T,
    verdict: Verdict<T> | null,
    observedGeneration: number,
  ): readonly (W | Condition)[] => {
    const last = find(type);
    if (verdict === null) return last ? [last] : [];
    const lastTransitionTime = last?.status === verdict.status ? last.lastTransitionTime : now;
    return [{ type, ...verdict, observedGeneration, lastTransitionTime } as Condition];
  };
  const isOurs = ({ type }: W): boolean => ['Accepted', 'Programmed', 'Degraded'].includes(type);
  const isIdle = run === null && (refusal?.reason === 'DuplicateGateway' || !find('Programmed'));
  return [
    ...write('Accepted', refusal ? refused(refusal) : run && accepted(run), generation.now),
    ...write('Programmed', isIdle ? PENDING : run && programmed(run), generation.used),
    ...write('Degraded', run && degraded(run), generation.used),
    ...before.filter((condition) => !isOurs(condition)),
  ];
}

const PENDING: Verdict<'Programmed'> = {
  status: 'False',
  reason: 'Pending',
  message: 'Nothing was applied yet.',
};

const refused = ({ reason, message }: Refusal): Verdict<'Accepted'> => ({ status: 'False', reason, message });

function accepted({ failure, diagnostics }: RunState): Verdict<'Accepted'> | null {
  const agic = textOf('AGIC_PRESENT', diagnostics);
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

function programmed({ outcome, failure, diagnostics }: RunState): Verdict<'Programmed'> {
  const agic = textOf('AGIC_PRESENT', diagnostics);
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

function degraded({ diagnostics }: RunState): Verdict<'Degraded'> | null {
  if (diagnostics === null) return null;
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

const words = ({ code, message }: GatewayFailure): string => `${code}: ${message}`;
