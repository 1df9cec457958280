/** How long the parts of a run take. */
import type { Clock } from '../clock/clock.ts';

export type Stage = 'snapshot' | 'get' | 'translate' | 'plan' | 'put';

/** Does the work and hands on what it returns; where that is a promise, the stage lasts until it is settled. */
export type TimeStage = <T>(stage: Stage, work: () => T) => T;

export const untimed: TimeStage = (_stage, work) => work();

export function stageTimer(
  clock: Pick<Clock, 'now'>,
  onStage: (stage: Stage, ms: number) => void,
): TimeStage {
  return (stage, work) => {
    const from = clock.now();
    const result = work();
    const end = (): void => onStage(stage, clock.now() - from);
    if (result instanceof Promise) result.then(end, end);
    else end();
    return result;
  };
}
