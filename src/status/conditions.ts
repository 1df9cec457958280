/** What became of a gateway -> the conditions of its ApplicationGateway object. */
export type ConditionType = 'Accepted' | 'Programmed' | 'Degraded';

export interface Condition {
  readonly type: ConditionType;
  readonly status: 'True' | 'False' | 'Unknown';
  /** CamelCase. */
  readonly reason: string;
  readonly message: string;
  readonly observedGeneration: number;
  /** RFC 3339. */
  readonly lastTransitionTime: string;
}

export interface GatewayState {
  /** `read`: the gateway could be read at all. */
  readonly read: boolean;
  readonly outcome: 'applied' | 'unchanged' | 'planned' | 'stopped' | 'failed';
  /** Of a failure: its code and message. */
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly heldBack: number;
}

type Verdict = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

/** Conditions keep their transition time while their status stays. */
export function conditions(
  state: GatewayState,
  observedGeneration: number,
  before: readonly Condition[],
  now: string,
): readonly Condition[] {
  return [accepted(state), programmed(state), degraded(state)].map((verdict) => {
    const last = before.find(({ type }) => type === verdict.type);
    const lastTransitionTime = last?.status === verdict.status ? last.lastTransitionTime : now;
    return { ...verdict, observedGeneration, lastTransitionTime };
  });
}

function accepted({ read, failure }: GatewayState): Verdict {
  return read
    ? { type: 'Accepted', status: 'True', reason: 'GatewayReadable', message: 'The gateway can be read.' }
    : { type: 'Accepted', status: 'False', reason: reasonOf(failure), message: failure?.message ?? '' };
}

function programmed({ outcome, failure }: GatewayState): Verdict {
  switch (outcome) {
    case 'applied':
    case 'unchanged':
      return {
        type: 'Programmed',
        status: 'True',
        reason: 'Applied',
        message: 'The gateway serves what is wanted.',
      };
    case 'planned':
      return {
        type: 'Programmed',
        status: 'Unknown',
        reason: 'PlanOnly',
        message: 'The mode is plan: nothing is written.',
      };
    case 'stopped':
      return {
        type: 'Programmed',
        status: 'False',
        reason: 'GatewayStopped',
        message: 'The gateway is stopped; it is never started by this controller.',
      };
    case 'failed':
      return {
        type: 'Programmed',
        status: 'False',
        reason: reasonOf(failure),
        message: failure?.message ?? '',
      };
  }
}

function degraded({ heldBack, failure, outcome }: GatewayState): Verdict {
  if (outcome === 'failed') {
    return { type: 'Degraded', status: 'True', reason: reasonOf(failure), message: failure?.message ?? '' };
  }
  return heldBack > 0
    ? {
        type: 'Degraded',
        status: 'True',
        reason: 'HeldBack',
        message: `${heldBack} Ingresses are held back in part; see their Events.`,
      }
    : { type: 'Degraded', status: 'False', reason: 'AllServed', message: 'Nothing is held back.' };
}

/** ARM's codes are CamelCase already. */
const reasonOf = (failure: GatewayState['failure']): string =>
  failure?.code.replace(/[^A-Za-z0-9_]/g, '') || 'Failed';
