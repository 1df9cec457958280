/** A fault that follows a list: each step answers to the next calls of its kind, so many times, and is then used up. */
import type { CallKind, Fault, FaultAction } from './fault.ts';

export interface ScriptStep {
  readonly on: CallKind;
  /** How many calls it is used for; 1 if not said. */
  readonly times?: number;
  /** How many calls of its kind pass it first; 0 if not said. */
  readonly skip?: number;
  readonly action: FaultAction;
}

export function scripted(steps: readonly ScriptStep[]): Fault {
  const left = steps.map((step) => ({ step, uses: step.times ?? 1, skips: step.skip ?? 0 }));
  /** The first step of these that this call does not pass by. */
  const take = (on: CallKind, isMeant: (action: FaultAction) => boolean): FaultAction | null => {
    for (const entry of left) {
      if (entry.step.on !== on || entry.uses === 0 || !isMeant(entry.step.action)) continue;
      if (entry.skips > 0) {
        entry.skips -= 1;
        continue;
      }
      entry.uses -= 1;
      return entry.step.action;
    }
    return null;
  };
  return Object.assign(({ kind }: { readonly kind: CallKind }) => take(kind, isForBody), {
    cutsOff: ({ kind }: { readonly kind: CallKind }) => take(kind, isForHead) !== null,
  });
}

export const isForHead = (action: FaultAction): boolean => action.kind === 'drop' && action.when === 'unread';
const isForBody = (action: FaultAction): boolean => !isForHead(action);
