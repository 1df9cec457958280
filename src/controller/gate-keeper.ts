/**
 * Opens the readiness gates of pods, while we lead: looks whenever the cluster changed, a run of a gateway has ended, the
 * gateway has told of its backends, or somebody's patience ends; judges (`gates`), and writes what is new.
 *
 * It keeps nothing that a successor would need: what is applied is read from the gateway, since when a pod waits is in
 * the pod. Opening never waits for a run, and no run waits for it.
 */
import type { RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import type { ReadinessGate } from '../config/readiness-gate.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { readinessGateOf } from '../api/readiness-gate.ts';
import { ArmError } from './arm-error.ts';
import { translateFor } from './compute.ts';
import { fewAtATime } from './few-at-a-time.ts';
import type { Published } from './gateway-runner.ts';
import type { GatewayTarget } from './gateway-targets.ts';
import { askedPools, viewOf } from './gate-view.ts';
import {
  judgeGates,
  type GatedGateway,
  type GateRules,
  type GatewayView,
  type GateVerdict,
} from './gates.ts';
import { createHealthChecks, type ReadHealth } from './health-checks.ts';
import type { PodGates, SnapshotSource } from './ports.ts';

export interface GateKeeperOptions {
  readonly source: SnapshotSource;
  readonly clock: Clock;
  readonly instance: string;
  readonly settings: ReadinessGate;
  /** All that are served, whether or not they could be reached yet. */
  readonly targets: () => readonly GatewayTarget[];
  readonly gates: PodGates;
  readonly readHealth: ReadHealth;
  readonly report: (diagnostics: readonly Diagnostic[]) => Promise<void>;
  readonly onError: (error: Error) => void;
  readonly observer: GateObserver;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Must not throw. */
export interface GateObserver {
  /** How many pods wait for us. */
  readonly onWaiting: (pods: number) => void;
  /** `ms` after the containers of the pod were ready. */
  readonly onOpened: (reason: GateVerdict['reason'], ms: number) => void;
}

export interface GateKeeper {
  /** What became of a run. `read`: the gateway as it is now. */
  readonly see: (resourceId: string, run: Published, read: () => Promise<RawGateway>) => Promise<void>;
}

const WRITES = 8;
const RETRY_MS = 1_000;
/** A right is granted by hand. */
const FORBIDDEN_MS = 60_000;

export function startGateKeeper(options: GateKeeperOptions): GateKeeper {
  const { source, clock, instance, settings, targets, gates, observer, signal } = options;
  const rules: GateRules = {
    instance,
    gate: readinessGateOf(instance),
    waitForHealthy: settings.waitForHealthy,
    timeoutMs: settings.timeoutSeconds * 1000,
  };
  const views = new Map<string, GatewayView>();
  /** By uid of the pod. */
  const written = new Map<string, string>();
  const health = createHealthChecks({ ...options, onAnswer: touch });
  let waiting = 0;
  let notBefore = -Infinity;
  let isDirty = false;
  let isWorking = false;
  let alarm = { at: Infinity, off: new AbortController() };

  /** One look at a time; changes during it make one more. */
  function touch(): void {
    isDirty = true;
    if (isWorking) return;
    isWorking = true;
    work().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  async function work(): Promise<void> {
    try {
      while (isDirty && !signal.aborted) {
        isDirty = false;
        await look();
      }
    } finally {
      isWorking = false;
    }
  }

  async function look(): Promise<void> {
    const { snapshot } = source.snapshot();
    const gateways = targets().map((target): GatedGateway & { readonly resourceId: string } => {
      const { resourceId } = target;
      let asked: ReadonlySet<string> | null = null;
      return {
        resourceId,
        name: nameOf(target),
        view: views.get(resourceId) ?? null,
        asked: () => (asked ??= askedPools(translateFor(snapshot, target.settings).routing, instance)),
        healthy: health.lately(resourceId),
      };
    });
    const verdicts = judgeGates(snapshot, gateways, rules);
    const closed = verdicts.filter(({ status }) => status === 'False');
    waiting = closed.length;
    observer.onWaiting(waiting);
    const uids = new Set(verdicts.map(({ pod }) => pod.metadata.uid!));
    for (const uid of written.keys()) if (!uids.has(uid)) written.delete(uid);
    await write(verdicts);
    const unprobed = new Set(closed.flatMap((verdict) => verdict.unprobed));
    for (const { name, resourceId } of gateways) if (unprobed.has(name)) health.ask(resourceId);
    wakeAt(Math.min(...closed.map(({ since }) => since + rules.timeoutMs)));
  }

  /** What opens goes before what is only told. */
  async function write(verdicts: readonly GateVerdict[]): Promise<void> {
    const news = verdicts.filter(({ pod, ...verdict }) => written.get(pod.metadata.uid!) !== textOf(verdict));
    if (news.length === 0) return;
    if (clock.now() < notBefore) return wakeAt(notBefore);
    const order = news.toSorted((a, b) => rankOf(a) - rankOf(b));
    await fewAtATime(order, WRITES, async (verdict) => {
      if (clock.now() >= notBefore) await writeOne(verdict);
    });
  }

  async function writeOne(verdict: GateVerdict): Promise<void> {
    const { pod, status, reason, message, since } = verdict;
    const { namespace, name, uid = '' } = pod.metadata;
    const known = pod.status.conditions?.find(({ type }) => type === rules.gate);
    const isKept = status === 'False' && (known?.status === 'False' || written.has(uid));
    const condition = { type: rules.gate, status, reason, message, isKept };
    const outcome = await gates.write({ namespace, name, uid }, condition, signal);
    switch (outcome.kind) {
      case 'written':
        written.set(uid, textOf(verdict));
        if (status === 'True') observer.onOpened(reason, clock.now() - since);
        return;
      case 'gone':
        written.set(uid, textOf(verdict));
        return;
      case 'forbidden':
        notBefore = clock.now() + FORBIDDEN_MS;
        wakeAt(notBefore);
        options.onError(outcome.error);
        return options.report([
          diagnose('GATE_NOT_WRITABLE', { kind: 'Pod', namespace, name }, { reason: outcome.error.message }),
        ]);
      case 'failed':
        options.onError(outcome.error);
        break;
      case 'stale':
    }
    wakeAt(clock.now() + RETRY_MS);
  }

  /** The earliest alarm holds: the look that it brings sets the next one. */
  function wakeAt(at: number): void {
    if (at >= alarm.at) return;
    alarm.off.abort();
    const off = new AbortController();
    alarm = { at, off };
    clock.sleep(Math.max(0, at - clock.now()), AbortSignal.any([signal, off.signal])).then(
      () => {
        alarm = { at: Infinity, off };
        touch();
      },
      () => undefined,
    );
  }

  const unsubscribe = source.subscribe(touch);
  signal.addEventListener('abort', () => {
    unsubscribe();
    observer.onWaiting(0);
  });
  touch();
  return {
    see: async (resourceId, { outcome, computation, live }, read) => {
      if (!computation || !live) return;
      const before = views.get(resourceId) ?? null;
      // The loop's own next look comes only after the floor: pods need not wait for that.
      const now = outcome.kind === 'applied' && waiting > 0 ? await orBefore(read, live) : live;
      views.set(resourceId, viewOf(computation, now, before));
      touch();
    },
  };
}

async function orBefore(read: () => Promise<RawGateway>, live: RawGateway): Promise<RawGateway> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ArmError) return live;
    throw error;
  }
}

const textOf = ({ status, reason, message }: Omit<GateVerdict, 'pod'>): string =>
  JSON.stringify([status, reason, message]);

const rankOf = ({ status }: GateVerdict): number => (status === 'True' ? 0 : 1);

const nameOf = ({ object, resourceId }: GatewayTarget): string =>
  object?.name ?? resourceId.split('/').at(-1) ?? resourceId;
