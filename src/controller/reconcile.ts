/**
 * One reconciliation of one gateway, top to bottom:
 *
 *   source ─► Snapshot ─┐
 *   ARM ─► live gateway ┴► prepare ─► plan ─► decide ─► PUT ─► operation ─► outcome
 *
 * In: the ports. Out: what became of it, and what every owner should know. It decides nothing itself: what to send is
 * the plan's business, whether to send it is `decide`'s, when to run is the loop's.
 */
import type { RawGateway } from '../appgw/wire.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { armDiagnostic, vaultDiagnostics } from './arm-diagnostic.ts';
import { ArmError } from './arm-error.ts';
import type { Computation } from './compute.ts';
import { decide, pairOf, seenOf, type Memory } from './decide.ts';
import type { GatewayClient, SnapshotSource } from './ports.ts';
import { prepare, type Surroundings } from './prepare.ts';

export type { Memory };

export interface ReconcilePorts extends Omit<Surroundings, 'quarantine'> {
  readonly source: SnapshotSource;
  readonly gateway: GatewayClient;
  readonly observer: ReconcileObserver;
  readonly memory?: Memory;
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
}

/** `again`: there is more to do at once, whether or not something changes. */
export type Outcome = { readonly diagnostics: readonly Diagnostic[]; readonly again?: boolean } & (
  | { readonly kind: 'unchanged' | 'applied' | 'planned' | 'stopped' }
  | { readonly kind: 'failed'; readonly error: ArmError }
  /** By somebody else's doing; it is put back so much later. */
  | { readonly kind: 'lost'; readonly repairMs: number }
  /** Much of ours would go: it is computed again so much later. */
  | { readonly kind: 'doubted'; readonly afterMs: number }
);

/** Rejects only when `signal` aborts, or with a bug. */
export async function reconcile(ports: ReconcilePorts, signal?: AbortSignal): Promise<Outcome> {
  const { source, gateway, observer, mode = 'apply', memory = { sent: null }, firewalls } = ports;
  const { quarantine, loss } = memory;
  const { snapshot, diagnostics: found } = source.snapshot();
  let diagnostics = found;
  let computation: Computation | null = null;
  let sent = false;
  try {
    const live = await gateway.get(signal);
    const stopped = stoppedState(live);
    if (stopped !== null) {
      const told = diagnose('GATEWAY_STOPPED', null, { gateway: gateway.resourceId, state: stopped });
      return { kind: 'stopped', diagnostics: [...found, told] };
    }
    computation = await prepare(snapshot, live, { ...ports, ...(quarantine && { quarantine }) }, signal);
    diagnostics = [...found, ...computation.diagnostics];
    observer.onPlanned?.(computation, live, diagnostics);
    if (mode === 'plan' && computation.plan.put !== null) return { kind: 'planned', diagnostics };
    const decision = decide(computation, live, memory);
    switch (decision.kind) {
      case 'nothing': {
        // It took: should somebody undo it, it is sent again.
        memory.sent = null;
        loss?.has(seenOf(computation, live));
        if (mode === 'apply') await firewalls?.sweep(computation.desired.firewallPolicies, live, signal);
        return { kind: 'unchanged', diagnostics, again: quarantine?.settle(computation) ?? false };
      }
      case 'useless':
        return { kind: 'unchanged', diagnostics: [...diagnostics, decision.told] };
      case 'later':
        return { kind: 'lost', repairMs: decision.repairMs, diagnostics: [...diagnostics, decision.told] };
      case 'send':
    }
    if (mode === 'plan') return { kind: 'planned', diagnostics };
    const doubt = await memory.removals?.doubt(computation, live, signal);
    if (doubt) return { kind: 'doubted', afterMs: doubt.afterMs, diagnostics: [...diagnostics, doubt.told] };
    const { document } = decision;
    observer.onPut?.();
    sent = true;
    const operation = await gateway.put(document, signal);
    await operation.wait({ ...(signal ? { signal } : {}), onPoll: (status) => observer.onPoll?.(status) });
    memory.sent = computation.plan.put ? pairOf(computation, live) : null;
    loss?.has({ ...seenOf(computation, live), own: null, etag: null });
    const again = quarantine?.settle(computation) ?? false;
    await firewalls?.sweep(computation.desired.firewallPolicies, document, signal);
    return { kind: 'applied', diagnostics, again };
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    const again = (sent && computation && quarantine?.fail(error, computation)) ?? false;
    const told = [
      armDiagnostic(error, gateway.resourceId),
      ...(computation ? vaultDiagnostics(error, computation.desired) : []),
    ];
    return { kind: 'failed', error, again, diagnostics: [...diagnostics, ...told] };
  }
}

/** A PUT would start a stopped gateway; only Azure's own states count, in any case. */
function stoppedState({ properties }: RawGateway): string | null {
  const state = properties['operationalState'];
  return typeof state === 'string' && /^stop/i.test(state) ? state : null;
}
