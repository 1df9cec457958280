/**
 * One gateway in a cluster, while we lead: reconciles at changes that concern it, after each apply (did it take?),
 * and from time to time (did somebody else write?), and hands on what became of it. It decides when; what to send is
 * `reconcile`'s business, how to tell is the publisher's.
 */
import type { RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import type { Computation, PipelineSettings } from './compute.ts';
import { guardGateway } from './guarded-gateway.ts';
import { createHeldSet, type HeldSet } from './held-set.ts';
import { startLoop, type Loop } from './loop.ts';
import type { GatewayClient, SnapshotSource, WriteLease } from './ports.ts';
import { reconcile, type Memory, type Outcome, type ReconcileObserver } from './reconcile.ts';
import { relevantTo } from './relevance.ts';

/** What became of a run, with what was found on the way; null where it did not come so far. */
export interface Published {
  readonly outcome: Outcome;
  readonly computation: Computation | null;
  readonly live: RawGateway | null;
}

export interface GatewayRunnerOptions {
  readonly source: SnapshotSource;
  readonly gateway: GatewayClient;
  readonly lease: WriteLease;
  readonly clock: Clock;
  readonly settings: PipelineSettings;
  readonly mode: 'apply' | 'plan';
  /** Awaited before the next run. */
  readonly publish: (published: Published) => Promise<void>;
  readonly observer?: ReconcileObserver;
  /** What ARM refused before; default: nothing. */
  readonly held?: HeldSet;
  readonly random?: () => number;
}

export interface GatewayRunner {
  /** Resolves when nothing is under way any more; an operation goes on, and the successor follows it. */
  readonly stop: () => Promise<void>;
  /** Rejects with the bug that ended it. */
  readonly ended: Promise<void>;
  /** Ms since the epoch of the last end of a run. */
  readonly lastRun: () => number;
}

/** Between two PUTs (decision 3). */
const FLOOR_MS = 5_000;
const DRIFT_MS = 60_000;
const DRIFT_SPREAD = 0.2;
/** What ARM shows right after an operation may still change. */
const SECOND_LOOK_MS = 30_000;

export function startGatewayRunner(options: GatewayRunnerOptions): GatewayRunner {
  const { source, lease, clock, settings, mode, publish, observer = {}, random = Math.random } = options;
  const gateway = guardGateway(options.gateway, lease, clock);
  const memory: Memory = { sent: null, held: options.held ?? createHeldSet() };
  const stopping = new AbortController();
  const isRelevant = relevantTo(settings);
  let lastRun = clock.now();
  let seen: Pick<Published, 'computation' | 'live'> = { computation: null, live: null };
  const watching: ReconcileObserver = {
    ...observer,
    onPlanned: (computation, live, diagnostics) => {
      seen = { computation, live };
      observer.onPlanned?.(computation, live, diagnostics);
    },
  };

  const run = async (signal: AbortSignal): Promise<Outcome> => {
    const startedAt = clock.now();
    seen = { computation: null, live: null };
    const ports = { source, gateway, settings, mode, memory, observer: watching };
    const outcome = await reconcile(ports, signal);
    await publish({ outcome, ...seen });
    lastRun = clock.now();
    observer.onEnd?.(lastRun - startedAt);
    return outcome;
  };
  const loop: Loop = startLoop({
    clock,
    floor: FLOOR_MS,
    run,
    onOutcome: ({ kind }) => {
      if (kind !== 'applied') return;
      loop.trigger();
      void after(SECOND_LOOK_MS);
    },
  });

  async function after(ms: number): Promise<void> {
    await clock.sleep(ms, stopping.signal).then(loop.trigger, () => undefined);
  }
  async function checkForDrift(): Promise<void> {
    while (!stopping.signal.aborted) await after(DRIFT_MS * (1 - DRIFT_SPREAD + 2 * DRIFT_SPREAD * random()));
  }

  const look = (): void => {
    if (isRelevant(source.snapshot().snapshot)) loop.trigger();
  };
  const unsubscribe = source.subscribe(look);
  look();
  void checkForDrift();
  return {
    stop: async () => {
      unsubscribe();
      stopping.abort();
      await loop.stop();
    },
    ended: loop.ended,
    lastRun: () => lastRun,
  };
}
