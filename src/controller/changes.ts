/**
 * Sees what changes in the cluster, and tells the loop what concerns the gateway and how much of a hurry it is in. To
 * judge that takes a translation of everything, so it is not done for each change while a run is due anyhow.
 */
import type { Clock } from '../clock/clock.ts';
import type { Arrivals } from './arrivals.ts';
import type { PipelineSettings } from './compute.ts';
import type { Loop } from './loop.ts';
import type { SnapshotSource } from './ports.ts';
import { relevantTo } from './relevance.ts';

export interface ChangesOptions {
  readonly source: SnapshotSource;
  readonly settings: PipelineSettings;
  readonly clock: Pick<Clock, 'now'>;
  readonly arrivals: Arrivals;
  readonly loop: () => Pick<Loop, 'trigger' | 'isDue' | 'isRunning'>;
  readonly onWaiting?: (changes: number) => void;
}

export interface Changes {
  /** Something changed. */
  readonly look: () => void;
  /** A run begins and takes up all that changed until now. */
  readonly takeUp: () => void;
  /** It has ended. */
  readonly catchUp: () => void;
}

/** While a run is due something urgent still makes it earlier. */
const JUDGE_AGAIN_MS = 500;

export function watchChanges({
  source,
  settings,
  clock,
  arrivals,
  loop,
  onWaiting,
}: ChangesOptions): Changes {
  const relevanceOf = relevantTo(settings);
  let unjudgedSince: number | null = null;
  let judgedAt = -Infinity;

  function judge(at: number): void {
    const since = unjudgedSince ?? at;
    unjudgedSince = null;
    judgedAt = clock.now();
    const relevance = relevanceOf(source.snapshot().snapshot);
    if (relevance === 'none') return;
    arrivals.seen(since);
    onWaiting?.(arrivals.waiting());
    loop().trigger(at, relevance === 'urgent');
  }

  return {
    look: () => {
      const now = clock.now();
      const { isDue, isRunning } = loop();
      if (isDue() && (isRunning() || now - judgedAt < JUDGE_AGAIN_MS)) unjudgedSince ??= now;
      else judge(now);
    },
    takeUp: () => {
      if (unjudgedSince !== null && relevanceOf(source.snapshot().snapshot) !== 'none')
        arrivals.seen(unjudgedSince);
      unjudgedSince = null;
      arrivals.take();
    },
    catchUp: () => {
      if (unjudgedSince !== null) judge(clock.now());
    },
  };
}
