/**
 * The seam where a test or a user makes ARM misbehave. Every request that passed the front door is shown to every
 * fault in turn; what they ask for is added up. An answer in place of the real one and a dropped connection end the
 * request; what concerns the operation is given to the handler that starts one.
 */
import type { ArmErrorBody, Json, RawGateway } from '../../../appgw/wire.ts';

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
  /** The connection ends without an answer, before or after the request was carried out. */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  /** The operation that the request starts takes this long, or fails at its end. */
  | { readonly kind: 'operation'; readonly latencyMs?: number; readonly failure?: ArmErrorBody }
  /** After the request, somebody else PUTs what `edit` makes of the document that a GET shows. */
  | {
      readonly kind: 'otherWriter';
      readonly afterMs: number;
      readonly edit: (document: RawGateway) => RawGateway;
    };

export type Fault = (call: FaultCall) => FaultAction | null;

export interface OperationEffects {
  readonly latencyMs?: number;
  readonly failure?: ArmErrorBody;
}

/** What all faults together ask for. */
export interface Effects {
  readonly delayMs: number;
  readonly drop: 'before' | 'after' | null;
  readonly answer: Answer | null;
  readonly operation: OperationEffects;
  readonly writers: readonly Extract<FaultAction, { kind: 'otherWriter' }>[];
}

const NO_EFFECTS: Effects = { delayMs: 0, drop: null, answer: null, operation: {}, writers: [] };

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
    case 'otherWriter':
      return { ...effects, writers: [...effects.writers, action] };
    default:
      return action satisfies never;
  }
}
