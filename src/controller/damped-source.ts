/** Snapshots with the marks of `damping`, and a notice when a delayed removal is due though nothing has changed. */
import type { Clock } from '../clock/clock.ts';
import { damp, NOTHING_SEEN } from './damping.ts';
import type { SnapshotSource } from './ports.ts';

export interface DampedSourceOptions {
  readonly clock: Clock;
  /** Condition type of our readiness gate; undefined: no pod waits for us. */
  readonly readinessGate: string | undefined;
  /** Ends the notices. */
  readonly signal: AbortSignal;
}

export function dampedSource(
  source: SnapshotSource,
  { clock, readinessGate, signal }: DampedSourceOptions,
): SnapshotSource {
  const listeners = new Set<() => void>();
  let state = NOTHING_SEEN;
  let dueAt: number | null = null;
  let sleep = new AbortController();

  function wakeAt(next: number | null): void {
    if (next === dueAt) return;
    sleep.abort();
    sleep = new AbortController();
    dueAt = next;
    if (next === null) return;
    clock.sleep(next - clock.now(), AbortSignal.any([signal, sleep.signal])).then(
      () => {
        dueAt = null;
        for (const listener of listeners) listener();
      },
      () => undefined,
    );
  }

  return {
    snapshot: () => {
      const taken = source.snapshot();
      const damped = damp(state, taken.snapshot, readinessGate);
      ({ state } = damped);
      wakeAt(damped.nextDueAt);
      return { ...taken, snapshot: damped.snapshot };
    },
    subscribe: (onChange) => {
      listeners.add(onChange);
      const unsubscribe = source.subscribe(onChange);
      return () => {
        listeners.delete(onChange);
        unsubscribe();
      };
    },
  };
}
