/**
 * One gateway in a cluster, while we lead: reconciles at changes that concern it, after each apply (did it take?),
 * and from time to time (did somebody else write?), and hands on what became of it. It decides when; what to send is
 * `reconcile`'s business, how to tell is the publisher's.
 */
import type { RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import { trackArrivals } from './arrivals.ts';
import type { Computation, PipelineSettings } from './compute.ts';
import { keepFirewallPolicies } from './firewall-policies.ts';
import { guardFirewallPolicies, guardGateway } from './guarded-gateway.ts';
import { createHeldSet, type HeldSet } from './held-set.ts';
import { startLoop, type Loop } from './loop.ts';
import { watchForLoss } from './lost-content.ts';
import { paceGateway } from './paced-gateway.ts';
import { createQuarantine } from './quarantine.ts';
import type { FirewallPolicies, GatewayClient, KeyVaults, SnapshotSource, WriteLease } from './ports.ts';
import { reconcile, type Memory, type Outcome, type ReconcileObserver } from './reconcile.ts';
import { relevantTo } from './relevance.ts';
import { stageTimer, type Stage } from './stages.ts';
import { createVaultLookup } from './vault-certificates.ts';

/** Sees what a runner does as well; must not throw. */
export interface RunnerObserver extends ReconcileObserver {
  /** Ms that a part of a run took. */
  readonly onStage?: (stage: Stage, ms: number) => void;
  /** Ms that a whole run took, telling included. */
  readonly onEnd?: (ms: number) => void;
  /** How many changes wait to be applied. */
  readonly onWaiting?: (changes: number) => void;
  /** Ms from each change that an operation has brought to the gateway until that was seen to have succeeded. */
  readonly onArrived?: (ms: readonly number[]) => void;
}

/** What became of a run, with what was found on the way; null where it did not come so far. */
export interface Published {
  readonly outcome: Outcome;
  readonly computation: Computation | null;
  readonly live: RawGateway | null;
}

export interface GatewayRunnerOptions {
  readonly source: SnapshotSource;
  readonly gateway: GatewayClient;
  readonly firewallPolicies?: FirewallPolicies;
  readonly keyVaults?: KeyVaults;
  readonly lease: WriteLease;
  readonly clock: Clock;
  readonly settings: PipelineSettings;
  readonly mode: 'apply' | 'plan';
  /** Awaited before the next run. */
  readonly publish: (published: Published) => Promise<void>;
  readonly observer?: RunnerObserver;
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
  const time = stageTimer(clock, (stage, ms) => observer.onStage?.(stage, ms));
  const arrivals = trackArrivals();
  let putFrom = -Infinity;
  const paced = paceGateway(options.gateway, clock, time, () => putFrom);
  const gateway = guardGateway(paced, lease, clock, random);
  const { firewallPolicies, keyVaults } = options;
  const vaults = keyVaults && createVaultLookup(keyVaults, clock);
  const firewalls =
    firewallPolicies &&
    keepFirewallPolicies(guardFirewallPolicies(firewallPolicies, lease), settings.config.instance, clock);
  const memory: Memory = {
    sent: null,
    quarantine: createQuarantine(settings, options.held ?? createHeldSet()),
    loss: watchForLoss(clock, random),
  };
  const stopping = new AbortController();
  const isRelevant = relevantTo(settings);
  let lastRun = clock.now();
  let startedAt = lastRun;
  let unjudgedSince: number | null = null;
  let seen: Pick<Published, 'computation' | 'live'> = { computation: null, live: null };
  const watching: ReconcileObserver = {
    ...observer,
    onPlanned: (computation, live, diagnostics) => {
      seen = { computation, live };
      observer.onPlanned?.(computation, live, diagnostics);
    },
  };

  /** Whether a change matters takes a translation of everything: what came while a run was due is judged at once. */
  function judge(): void {
    if (unjudgedSince !== null && isRelevant(source.snapshot().snapshot)) arrivals.seen(unjudgedSince);
    unjudgedSince = null;
  }

  const run = async (signal: AbortSignal, from: number): Promise<Outcome> => {
    startedAt = clock.now();
    putFrom = from;
    judge();
    arrivals.take();
    seen = { computation: null, live: null };
    const ports = {
      source: { ...source, snapshot: () => time('snapshot', () => source.snapshot()) },
      gateway,
      settings,
      time,
      mode,
      memory,
      observer: watching,
      ...(firewalls && { firewalls }),
      ...(vaults && { vaults }),
    };
    return reconcile(ports, signal);
  };
  const loop: Loop = startLoop({
    clock,
    floor: FLOOR_MS,
    run,
    onOutcome: async (outcome) => {
      const arrived = arrivals.settle(outcome.kind);
      observer.onArrived?.(arrived.map((at) => clock.now() - at));
      observer.onWaiting?.(arrivals.waiting());
      await publish({ outcome, ...seen });
      lastRun = clock.now();
      observer.onEnd?.(lastRun - startedAt);
      if (outcome.kind !== 'applied') return;
      loop.trigger();
      void after(SECOND_LOOK_MS);
    },
  });

  async function after(ms: number): Promise<void> {
    await clock.sleep(ms, stopping.signal).then(
      () => loop.trigger(),
      () => undefined,
    );
  }
  async function checkForDrift(): Promise<void> {
    while (!stopping.signal.aborted) await after(DRIFT_MS * (1 - DRIFT_SPREAD + 2 * DRIFT_SPREAD * random()));
  }

  const look = (): void => {
    const changedAt = clock.now();
    if (loop.isDue()) {
      unjudgedSince ??= changedAt;
      return;
    }
    if (!isRelevant(source.snapshot().snapshot)) return;
    arrivals.seen(changedAt);
    observer.onWaiting?.(arrivals.waiting());
    loop.trigger(changedAt);
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
