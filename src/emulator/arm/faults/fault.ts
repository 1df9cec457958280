/**
 * The seam where a test or a user makes ARM misbehave. Every request that passed the front door is shown to every
 * fault in turn; what they ask for is added up. An answer in place of the real one and a dropped connection end the
 * request; what concerns the operation is given to the handler that starts one.
 */
import type { ArmErrorBody, Json, RawGateway } from '../../../appgw/wire.ts';
import type { VaultProblem } from '../certificates/vault-problems.ts';
import type { State } from '../model/identity.ts';
import type { Surrounding } from '../validate/surroundings.ts';

export type CallKind =
  | 'get'
  | 'list'
  | 'put'
  | 'patch'
  | 'delete'
  | 'start'
  | 'stop'
  | 'backendHealth'
  | 'operation'
  | 'operationResult'
  | 'publicIPAddress'
  | 'getFirewallPolicy'
  | 'listFirewallPolicies'
  | 'putFirewallPolicy'
  | 'deleteFirewallPolicy';

export interface FaultCall {
  readonly kind: CallKind;
  /** Path of the URL, without query. */
  readonly path: string;
  readonly body: Json | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type FaultAction =
  /** Any status, headers and body, without carrying the request out. */
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The answer comes later; the request is carried out then. */
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'drop'; readonly when: DropStage }
  /** What becomes of the operation that the request starts. */
  | ({ readonly kind: 'operation' } & OperationEffects)
  /** The PUT is refused for what is around the gateway. */
  | { readonly kind: 'surroundings'; readonly problem: Surrounding }
  /** Before the request is carried out the gateway comes into this state by itself. */
  | ({ readonly kind: 'state' } & StateChange)
  /**
   * Somebody else PUTs what `edit` makes of the document that a GET shows: so long after the request, or, where no
   * time is given, right before it is carried out, and then that PUT is already done.
   */
  | {
      readonly kind: 'otherWriter';
      readonly afterMs?: number;
      readonly edit: (document: RawGateway) => RawGateway;
    };

/**
 * Where the connection ends without a whole answer: before the request's body is read, before it is carried out, in
 * the middle of the answer, or before the answer. The last two carry it out.
 */
export type DropStage = 'unread' | 'before' | 'middle' | 'after';

export interface Fault {
  (call: FaultCall): FaultAction | null;
  /** Asked before the body is read: whether the connection ends there. */
  readonly cutsOff?: (call: Omit<FaultCall, 'body'>) => boolean;
}

export interface OperationEffects {
  readonly latencyMs?: number;
  /** It fails with this at its end. */
  readonly failure?: ArmErrorBody;
  /** It ends Canceled, superseded by nothing that can be seen. */
  readonly canceled?: boolean;
  /** What the gateway meets at every Key Vault. */
  readonly vault?: VaultProblem;
}

export type StateChange = Partial<Pick<State, 'provisioningState' | 'operationalState'>>;

/** What all faults together ask for. */
export interface Effects {
  readonly delayMs: number;
  readonly drop: DropStage | null;
  readonly answer: Answer | null;
  readonly operation: OperationEffects;
  readonly surroundings: Surrounding | null;
  readonly state: StateChange | null;
  readonly writers: readonly Extract<FaultAction, { kind: 'otherWriter' }>[];
}

const NO_EFFECTS: Effects = {
  delayMs: 0,
  drop: null,
  answer: null,
  operation: {},
  surroundings: null,
  state: null,
  writers: [],
};

export const askFaults = (faults: readonly Fault[], call: FaultCall): Effects =>
  faults.reduce((effects, fault) => add(effects, fault(call)), NO_EFFECTS);

function add(effects: Effects, action: FaultAction | null): Effects {
  switch (action?.kind) {
    case undefined:
      return effects;
    case 'answer':
      return { ...effects, answer: effects.answer ?? action.answer };
    case 'delay':
      return { ...effects, delayMs: effects.delayMs + action.ms };
    case 'drop':
      return { ...effects, drop: effects.drop ?? action.when };
    case 'operation': {
      const { kind: _kind, ...operation } = action;
      return { ...effects, operation: { ...operation, ...effects.operation } };
    }
    case 'surroundings':
      return { ...effects, surroundings: effects.surroundings ?? action.problem };
    case 'state': {
      const { kind: _kind, ...state } = action;
      return { ...effects, state: { ...state, ...effects.state } };
    }
    case 'otherWriter':
      return { ...effects, writers: [...effects.writers, action] };
    default:
      return action satisfies never;
  }
}
