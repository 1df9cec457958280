/** A fault that follows a list: each step answers to the next calls of its kind, so many times, and is then used up. */
import type { CallKind, Fault, FaultAction } from './fault.ts';

export interface ScriptStep {
  readonly on: CallKind;
  /** How many calls it is used for; 1 if not said. */
  readonly times?: number;
  readonly action: FaultAction;
}

export function scripted(steps: readonly ScriptStep[]): Fault {
  const left = steps.map((step) => ({ step, uses: step.times ?? 1 }));
  return ({ kind }) => {
    const next = left.find(({ step, uses }) => step.on === kind && uses > 0);
    if (!next) return null;
    next.uses -= 1;
    return next.step.action;
  };
}
