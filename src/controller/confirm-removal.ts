/**
 * Much of ours is taken away only where it is computed twice with the same result, with every object read anew in
 * between. So a cache that lost what it had takes nothing off the gateway.
 */
import type { RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { bulkRemoval } from '../plan/removal-guard.ts';
import type { Computation } from './compute.ts';
import type { SnapshotSource } from './ports.ts';

export interface Doubt {
  readonly told: Diagnostic;
  /** When to compute it again. */
  readonly afterMs: number;
}

export interface RemovalConfirmation {
  /** Null: it may be sent. Rejects only with the reason of the signal. */
  readonly doubt: (computation: Computation, live: RawGateway, signal?: AbortSignal) => Promise<Doubt | null>;
}

/** An API server that does not answer confirms nothing. */
const PATIENCE_MS = 60_000;
const AGAIN_MS = 30_000;

export function confirmRemovals(
  resync: NonNullable<SnapshotSource['resync']>,
  clock: Clock,
): RemovalConfirmation {
  /** The sites that were to go before everything was read anew. */
  let pending: string | null = null;

  async function readsAnew(signal: AbortSignal): Promise<boolean> {
    const ended = new AbortController();
    const patience = clock.sleep(PATIENCE_MS, AbortSignal.any([signal, ended.signal]));
    try {
      return await Promise.race([resync().then(() => true), patience.then(() => false)]);
    } catch {
      signal.throwIfAborted();
      return false;
    } finally {
      ended.abort();
      patience.catch(() => undefined);
    }
  }

  return {
    doubt: async ({ plan, desired }, live, signal = NEVER) => {
      const bulk = bulkRemoval(plan, live, desired.instance);
      const sites = bulk && bulk.sites.join();
      if (bulk === null || sites === pending) {
        pending = null;
        return null;
      }
      const isRead = await readsAnew(signal);
      pending = isRead ? sites : null;
      const told = diagnose('REMOVAL_UNCONFIRMED', null, { sites: bulk.sites.length, of: bulk.of });
      return { told, afterMs: isRead ? 0 : AGAIN_MS };
    },
  };
}

const NEVER = new AbortController().signal;
