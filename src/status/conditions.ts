/**
 * What became of a gateway -> the conditions of its ApplicationGateway object. Reasons are those of `api/conditions.ts`.
 * What a run could not find out stays as it was: a gateway that cannot be read still serves what it served.
 */
import type { ConditionType } from '../api/conditions.ts';
import {
  accepted,
  degraded,
  PENDING,
  programmed,
  refused,
  type Refusal,
  type RunState,
  type Verdict,
} from './verdicts.ts';

export interface Condition<T extends ConditionType = ConditionType> extends Verdict<T> {
  readonly type: T;
  /** Absent only where somebody else wrote it. */
  readonly observedGeneration?: number;
  /** RFC 3339. */
  readonly lastTransitionTime: string;
}

export interface GatewayState {
  readonly refusal: Refusal | null;
  /** Null: none yet. */
  readonly run: RunState | null;
  /** Of the object as it is now, and of the spec that the run had. */
  readonly generation: { readonly now: number; readonly used: number };
}

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
  // What was programmed goes on being served while it is changed, and whoever waits for it must not see it flap.
  const last = find('Programmed');
  const isUpdating =
    run?.outcome === 'applying' && last?.status === 'True' && last.observedGeneration === generation.used;
  return [
    ...write('Accepted', refusal ? refused(refusal) : run && accepted(run), generation.now),
    ...write('Programmed', isIdle ? PENDING : isUpdating ? null : run && programmed(run), generation.used),
    ...write('Degraded', run && degraded(run), generation.used),
    ...before.filter((condition) => !isOurs(condition)),
  ];
}
