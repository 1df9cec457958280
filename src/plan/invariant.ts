/** A desired gateway that breaks its contract: a bug of ours, never a fault of the input. */
export class PlanInvariantError extends Error {
  override readonly name = 'PlanInvariantError';
  readonly code = 'PLAN_INVARIANT';
}
