/**
 * One reconciliation of one gateway, top to bottom:
 *
 *   source ─► Snapshot ─┐
 *   ARM ─► live gateway ┴► compute ─► plan ─► PUT ─► operation ─► outcome
 *
 * In: the ports. Out: what became of it, and what every owner should know. It decides nothing itself: what to send is
 * the plan's business, when to run is the loop's.
 */
import type { RawGateway } from '../appgw/wire.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Change } from '../plan/change.ts';
import { desiredHash, ownHash } from '../plan/hash.ts';
import { armDiagnostic } from './arm-diagnostic.ts';
import { ArmError } from './arm-error.ts';
import { compute, type Computation, type PipelineSettings } from './compute.ts';
import type { HeldBack, HeldSet } from './held-set.ts';
import type { GatewayClient, SnapshotSource } from './ports.ts';

export interface ReconcilePorts {
  readonly source: SnapshotSource;
  readonly gateway: GatewayClient;
  readonly settings: PipelineSettings;
  readonly observer: ReconcileObserver;
  /** `plan`: all but the write. */
  readonly mode?: 'apply' | 'plan';
  readonly memory?: Memory;
}

/** What one run leaves to the next. */
export interface Memory {
  /** Hash of what was wanted and of what was live when it was last sent: the same pair is never sent twice. */
  sent: string | null;
  readonly held: HeldSet;
}

/** Sees the steps as they happen; must not throw. */
export interface ReconcileObserver {
  readonly onPlanned?: (
    computation: Computation,
    live: RawGateway,
    diagnostics: readonly Diagnostic[],
  ) => void;
  readonly onPut?: () => void;
  readonly onPoll?: (status: string) => void;
  /** Ms that the whole run took, telling included; of a runner only. */
  readonly onEnd?: (ms: number) => void;
}

export type Outcome = { readonly diagnostics: readonly Diagnostic[] } & (
  | { readonly kind: 'unchanged' | 'applied' | 'planned' | 'stopped' }
  | { readonly kind: 'failed'; readonly error: ArmError }
);

/** Rejects only when `signal` aborts, or with a bug. */
export async function reconcile(
  { source, gateway, settings, observer, mode = 'apply', memory }: ReconcilePorts,
  signal?: AbortSignal,
): Promise<Outcome> {
  const { snapshot, diagnostics: found } = source.snapshot();
  let diagnostics = found;
  try {
    const live = await gateway.get(signal);
    const stopped = stoppedState(live);
    if (stopped !== null) {
      const told = diagnose('GATEWAY_STOPPED', null, { gateway: gateway.resourceId, state: stopped });
      return { kind: 'stopped', diagnostics: [...found, told] };
    }
    const computation = compute(snapshot, live, settings);
    diagnostics = [...found, ...computation.diagnostics];
    observer.onPlanned?.(computation, live, diagnostics);
    const { put, document } = computation.plan;
    if (put === null && !needsRepair(computation, live)) {
      // It took: should somebody undo it, it is sent again.
      if (memory) memory.sent = null;
      memory?.held.clear();
      return { kind: 'unchanged', diagnostics };
    }
    if (mode === 'plan') return { kind: 'planned', diagnostics };
    const wanted = memory ? desiredHash(computation.desired) : '';
    const pair = (): string => `${wanted} ${ownHash(live, settings.config.instance)}`;
    if (put && memory && memory.sent !== null && pair() === memory.sent) {
      const told = diagnose('NOT_CONVERGING', null, { changes: computation.plan.changes.map(changeText) });
      return { kind: 'unchanged', diagnostics: [...diagnostics, told] };
    }
    const held = memory?.held.waiting(wanted, snapshot.at);
    if (held) throw refusedBefore(held);
    observer.onPut?.();
    try {
      const operation = await gateway.put(put ?? document, signal);
      await operation.wait({ ...(signal ? { signal } : {}), onPoll: (status) => observer.onPoll?.(status) });
    } catch (error) {
      if (error instanceof ArmError && error.kind === 'invalid')
        memory?.held.refuse(ownersOf(computation), wanted, error.code, snapshot.at);
      throw error;
    }
    if (memory) memory.sent = put ? pair() : null;
    memory?.held.clear();
    return { kind: 'applied', diagnostics };
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    return { kind: 'failed', error, diagnostics: [...diagnostics, armDiagnostic(error, gateway.resourceId)] };
  }
}

/**
 * A gateway whose last operation failed shows what it was sent, and serves what it served before. Left alone where
 * nothing on it is ours, and where the plan may not write, which hands back the live document itself.
 */
const needsRepair = ({ plan, routing }: Computation, live: RawGateway): boolean =>
  live.properties['provisioningState'] === 'Failed' && routing.owners.length > 0 && plan.document !== live;

/** A PUT would start a stopped gateway; only Azure's own states count, in any case. */
function stoppedState({ properties }: RawGateway): string | null {
  const state = properties['operationalState'];
  return typeof state === 'string' && /^stop/i.test(state) ? state : null;
}

const ownersOf = ({ plan }: Computation): readonly string[] => plan.changes.flatMap(({ owners }) => owners);

const refusedBefore = ({ code, retryAt }: HeldBack): ArmError =>
  new ArmError({
    code,
    kind: 'invalid',
    message: `The same was refused before; it is sent again after ${retryAt}, or when it has changed.`,
  });

const changeText = ({ collection, name }: Change): string => `${collection}/${name}`;
