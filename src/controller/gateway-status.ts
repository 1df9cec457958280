/** What became of a run -> the status of the ApplicationGateway object. What the run did not find out stays. */
import type { GatewayStatus } from '../api/application-gateway.ts';
import { limitUse } from '../appgw/limit-use.ts';
import { limitsOf } from '../appgw/limits.ts';
import { projectLive } from '../appgw/live.ts';
import { conditions, type GatewayState } from '../status/conditions.ts';
import { servedIngresses } from '../status/ingress.ts';
import { heldBackIngresses, type GatewayFailure, type RunState } from '../status/verdicts.ts';
import type { ArmError } from './arm-error.ts';
import type { Computation } from './compute.ts';
import type { Published } from './gateway-runner.ts';
import type { HeldBack } from './held-set.ts';
import type { LastOperation } from './operation-log.ts';
import type { Outcome } from './reconcile.ts';

export interface GatewayFacts extends Pick<GatewayState, 'generation' | 'refusal'> {
  /** Null: none has ended yet; `applying`: one is under way. */
  readonly run: Published | 'applying' | null;
  readonly operation: LastOperation | null;
  /** Null: as it was. */
  readonly heldBack: readonly HeldBack[] | null;
  /** What Ingresses are told; null: nothing yet. */
  readonly address: string | null;
  /** RFC 3339. */
  readonly now: string;
}

export function gatewayStatus(before: GatewayStatus, facts: GatewayFacts): GatewayStatus {
  const { run, operation, heldBack, address, now, generation, refusal } = facts;
  const state = { generation, refusal, run: runState(run, operation) };
  return {
    ...before,
    observedGeneration: generation.now,
    conditions: conditions(state, before.conditions ?? [], now).map((condition) => ({ ...condition })),
    ...(address === null ? {} : { address }),
    ...(operation === null ? {} : { lastOperation: operation }),
    ...(run === null || run === 'applying' ? {} : counts(before, run)),
    ...(heldBack === null ? {} : { heldBack: heldBack.map((held) => ({ ...held })) }),
  };
}

function counts(
  { ingresses }: GatewayStatus,
  { outcome, computation }: Published,
): Pick<GatewayStatus, 'ingresses' | 'limits'> {
  if (computation === null) return {};
  const held = heldBackIngresses(computation.diagnostics).length;
  if (!isOnGateway(outcome)) return { ingresses: { served: ingresses?.served ?? 0, heldBack: held } };
  const { plan, desired } = computation;
  const served = servedIngresses(plan.document, desired.collections.requestRoutingRules);
  return { ingresses: { served: served.length, heldBack: held }, limits: [...limits(computation)] };
}

/** Of what is on the gateway now. */
export function limits({ plan, desired }: Computation): ReturnType<typeof limitUse> {
  const live = projectLive(plan.document, { instance: desired.instance });
  return limitUse(plan.document, limitsOf(live));
}

export const isOnGateway = ({ kind }: Outcome): boolean => kind === 'applied' || kind === 'unchanged';

function runState(run: GatewayFacts['run'], operation: LastOperation | null): RunState | null {
  if (run === null) return null;
  if (run === 'applying') return { outcome: 'applying', failure: null, diagnostics: null };
  const { outcome, computation } = run;
  return {
    outcome: outcome.kind,
    failure: outcome.kind === 'failed' ? failureOf(outcome.error, operation) : null,
    // Not only the computation's: that the gateway does not converge is found after it.
    diagnostics: computation && outcome.diagnostics,
  };
}

function failureOf(error: ArmError, operation: LastOperation | null): GatewayFailure {
  const { code, message } = error;
  const isOfOperation = operation?.code === code && operation.message === message.slice(0, 8192);
  return { kind: isOfOperation ? 'operation' : KINDS[error.kind], code, message };
}

const KINDS: { readonly [kind in ArmError['kind']]: GatewayFailure['kind'] } = {
  transient: 'unavailable',
  throttled: 'unavailable',
  conflict: 'unavailable',
  forbidden: 'forbidden',
  notFound: 'notFound',
  invalid: 'refused',
  bug: 'refused',
};
