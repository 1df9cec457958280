/**
 * One reconciliation of one gateway, top to bottom:
 *
 *   source ─► Snapshot ─┐
 *   ARM ─► live gateway ┴► prepare ─► plan ─► PUT ─► operation ─► outcome
 *
 * In: the ports. Out: what became of it, and what every owner should know. It decides nothing itself: what to send is
 * the plan's business, when to run is the loop's.
 */
import type { DesiredGateway } from '../appgw/desired.ts';
import type { RawGateway } from '../appgw/wire.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Change } from '../plan/change.ts';
import { desiredHash, ownHash } from '../plan/hash.ts';
import { armDiagnostic, vaultDiagnostics } from './arm-diagnostic.ts';
import { ArmError } from './arm-error.ts';
import type { Computation } from './compute.ts';
import type { HeldBack, HeldSet } from './held-set.ts';
import type { LostContent, Seen } from './lost-content.ts';
import type { GatewayClient, SnapshotSource } from './ports.ts';
import { routingDigest } from './routing-digest.ts';
import { prepare, type Surroundings } from './prepare.ts';

export interface ReconcilePorts extends Surroundings {
  readonly source: SnapshotSource;
  readonly gateway: GatewayClient;
  readonly observer: ReconcileObserver;
  readonly memory?: Memory;
}

/** What one run leaves to the next. */
export interface Memory {
  /** Hash of what was wanted and of what was live when it was last sent: the same pair is never sent twice. */
  sent: string | null;
  readonly held: HeldSet;
  /** None: what is lost is sent again at once. */
  readonly loss?: LostContent;
  /** What ARM said when it last refused. */
  refusal?: ArmError;
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

export type Outcome = { readonly diagnostics: readonly Diagnostic[] } & (
  | { readonly kind: 'unchanged' | 'applied' | 'planned' | 'stopped' }
  | { readonly kind: 'failed'; readonly error: ArmError }
  /** By somebody else's doing; it is put back so much later. */
  | { readonly kind: 'lost'; readonly repairMs: number }
);

/** Rejects only when `signal` aborts, or with a bug. */
export async function reconcile(ports: ReconcilePorts, signal?: AbortSignal): Promise<Outcome> {
  const { source, gateway, settings, observer, mode = 'apply', memory, firewalls } = ports;
  const { snapshot, diagnostics: found } = source.snapshot();
  let diagnostics = found;
  let desired: DesiredGateway | null = null;
  try {
    const live = await gateway.get(signal);
    const stopped = stoppedState(live);
    if (stopped !== null) {
      const told = diagnose('GATEWAY_STOPPED', null, { gateway: gateway.resourceId, state: stopped });
      return { kind: 'stopped', diagnostics: [...found, told] };
    }
    const computation = await prepare(snapshot, live, ports, signal);
    ({ desired } = computation);
    diagnostics = [...found, ...computation.diagnostics];
    observer.onPlanned?.(computation, live, diagnostics);
    const { put, document } = computation.plan;
    const own = (): string => ownHash(live, settings.config.instance);
    const { etag = null } = live;
    const seen = (): Seen => ({ asked: routingDigest(computation.routing), own: own(), etag });
    if (put === null && !needsRepair(computation, live)) {
      // It took: should somebody undo it, it is sent again.
      if (memory) memory.sent = null;
      memory?.held.clear();
      memory?.loss?.has(seen());
      if (mode === 'apply') await firewalls?.sweep(computation.desired.firewallPolicies, live, signal);
      return { kind: 'unchanged', diagnostics };
    }
    if (mode === 'plan') return { kind: 'planned', diagnostics };
    const wanted = memory ? desiredHash(computation.desired) : '';
    const pair = (): string => `${wanted} ${own()}`;
    if (put && memory && memory.sent !== null && pair() === memory.sent) {
      const told = diagnose('NOT_CONVERGING', null, { changes: computation.plan.changes.map(changeText) });
      return { kind: 'unchanged', diagnostics: [...diagnostics, told] };
    }
    const repairMs = (put && memory?.loss?.waitFor(etag, seen)) ?? 0;
    if (repairMs > 0) {
      const changes = computation.plan.changes.map(changeText);
      const told = diagnose('CONTENT_LOST', null, { changes, seconds: Math.ceil(repairMs / 1000) });
      return { kind: 'lost', repairMs, diagnostics: [...diagnostics, told] };
    }
    const held = memory?.held.waiting(wanted, snapshot.at);
    if (held) throw refusedBefore(held, memory?.refusal);
    observer.onPut?.();
    try {
      const operation = await gateway.put(put ?? document, signal);
      await operation.wait({ ...(signal ? { signal } : {}), onPoll: (status) => observer.onPoll?.(status) });
    } catch (error) {
      if (memory && error instanceof ArmError && error.kind === 'invalid') {
        memory.held.refuse(ownersOf(computation), wanted, error.code, snapshot.at);
        memory.refusal = error;
      }
      throw error;
    }
    if (memory) memory.sent = put ? pair() : null;
    memory?.held.clear();
    memory?.loss?.has({ ...seen(), own: null, etag: null });
    await firewalls?.sweep(computation.desired.firewallPolicies, document, signal);
    return { kind: 'applied', diagnostics };
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    const told = [
      armDiagnostic(error, gateway.resourceId),
      ...(desired ? vaultDiagnostics(error, desired) : []),
    ];
    return { kind: 'failed', error, diagnostics: [...diagnostics, ...told] };
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

const refusedBefore = ({ code, retryAt }: HeldBack, refusal?: ArmError): ArmError =>
  new ArmError({
    code,
    kind: 'invalid',
    message: `The same was refused before; it is sent again after ${retryAt}, or when it has changed.`,
    ...(refusal?.code === code ? { details: refusal.details, targets: refusal.targets } : {}),
  });

const changeText = ({ collection, name }: Change): string => `${collection}/${name}`;
