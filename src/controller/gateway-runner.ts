/**
 * One gateway in a cluster, while we lead: reconciles at changes that concern it, after each apply (did it take?),
 * and from time to time (did somebody else write?), and hands on what became of it. It decides when; what to send is
 * `reconcile`'s business, how to tell is the publisher's.
 */
import type { RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import { trackArrivals } from './arrivals.ts';
import { frontendOptions, type Computation, type PipelineSettings } from './compute.ts';
import { dampedSource } from './damped-source.ts';
import { keepFirewallPolicies } from './firewall-policies.ts';
import { guardFirewallPolicies, guardGateway } from './guarded-gateway.ts';
import { watchChanges } from './changes.ts';
import { confirmRemovals } from './confirm-removal.ts';
import { createHeldSet, type HeldSet } from './held-set.ts';
import { startLoop, type Loop } from './loop.ts';
import { watchForLoss } from './lost-content.ts';
import { isLostRace, isSuperseded } from './lost-race.ts';
import { paceGateway } from './paced-gateway.ts';
import { createQuarantine } from './quarantine.ts';
import type { FirewallPolicies, GatewayClient, KeyVaults, SnapshotSource, WriteLease } from './ports.ts';
import { reconcile, type Memory, type Outcome, type ReconcileObserver } from './reconcile.ts';
import { routingDigest } from './routing-digest.ts';
import { watchForWriter } from './second-writer.ts';
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

const DRIFT_MS = 60_000;
const DRIFT_SPREAD = 0.2;
/** What ARM shows right after an operation may still change. */
const SECOND_LOOK_MS = 30_000;

export function startGatewayRunner(options: GatewayRunnerOptions): GatewayRunner {
  const { lease, clock, settings, mode, publish, observer = {}, random = Math.random } = options;
  const { onPut, ...steps } = observer;
  const time = stageTimer(clock, (stage, ms) => observer.onStage?.(stage, ms));
  const arrivals = trackArrivals();
  let putFrom = -Infinity;
  const paced = paceGateway(options.gateway, { clock, time, putFrom: () => putFrom, onPut });
  const { firewallPolicies, keyVaults } = options;
  const vaults = keyVaults && createVaultLookup(keyVaults, clock);
  const firewalls =
    firewallPolicies &&
    keepFirewallPolicies(guardFirewallPolicies(firewallPolicies, lease), settings.config.instance, clock);
  const loss = watchForLoss(clock, random);
  const secondWriter = watchForWriter(clock, settings.config.instance);
  const resync = options.source.resync?.bind(options.source);
  const memory: Memory = {
    sent: null,
    quarantine: createQuarantine(settings, options.held ?? createHeldSet()),
    loss,
    ...(resync && { removals: confirmRemovals(resync, clock) }),
  };
  // What we sent may have taken before somebody else's operation undid it.
  const gateway = guardGateway(paced, lease, clock, random, () => {
    memory.sent = null;
  });
  const stopping = new AbortController();
  const { readinessGate } = frontendOptions(settings);
  const source = dampedSource(options.source, { clock, readinessGate, signal: stopping.signal });
  const { onWaiting } = observer;
  const changes = watchChanges({
    source,
    settings,
    clock,
    arrivals,
    loop: () => loop,
    ...(onWaiting && { onWaiting }),
  });
  let lastRun = clock.now();
  let startedAt = lastRun;
  let seen: Pick<Published, 'computation' | 'live'> = { computation: null, live: null };
  const watching: ReconcileObserver = {
    ...steps,
    onPlanned: (computation, live, diagnostics) => {
      seen = { computation, live };
      observer.onPlanned?.(computation, live, diagnostics);
    },
  };

  const run = async (signal: AbortSignal, from: number): Promise<Outcome> => {
    startedAt = clock.now();
    putFrom = from;
    changes.takeUp();
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
    const outcome = await reconcile(ports, signal);
    // Nothing was sent, so no floor is to be kept before the next one.
    if (outcome.kind === 'failed' && isLostRace(outcome.error)) return reconcile(ports, signal);
    return outcome;
  };
  const loop: Loop = startLoop({
    clock,
    floor: settings.config.writeInterval * 1000,
    run,
    onOutcome: async (ended) => {
      const { computation } = seen;
      if (ended.kind === 'failed' && computation && isSuperseded(ended.error))
        loss.superseded(routingDigest(computation.routing));
      const writer = secondWriter.told({ outcome: ended, ...seen });
      const outcome = { ...ended, diagnostics: [...writer, ...ended.diagnostics] };
      const arrived = arrivals.settle(outcome.kind);
      observer.onArrived?.(arrived.map((at) => clock.now() - at));
      observer.onWaiting?.(arrivals.waiting());
      await publish({ outcome, ...seen });
      lastRun = clock.now();
      observer.onEnd?.(lastRun - startedAt);
      changes.catchUp();
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

  const unsubscribe = source.subscribe(changes.look);
  changes.look();
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
