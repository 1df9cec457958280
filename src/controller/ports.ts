/**
 * What the controller needs from the outside world. `kube`, `manifests`, `azure` and the tests implement these;
 * the core never sees them.
 */
import type { RawGateway } from '../appgw/wire.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Where the objects come from: the API server's caches, or files. */
export interface SnapshotSource {
  /** The objects as they are now, with what was wrong in reading them. Never throws; never half-synced. */
  snapshot(): SourceState;
  /** Called after anything may have changed; may be called too often. Returns the unsubscribe function. */
  subscribe(onChange: () => void): () => void;
}
export interface SourceState {
  readonly snapshot: Snapshot;
  readonly diagnostics: readonly Diagnostic[];
}

/** The live gateway. Every method rejects with an `ArmError` (see `azure/errors.ts`) and nothing else. */
export interface GatewayClient {
  readonly resourceId: string;
  get(signal?: AbortSignal): Promise<RawGateway>;
  /** Sends the document; resolves when ARM accepted it. The operation is followed by `wait`. */
  put(document: RawGateway, signal?: AbortSignal): Promise<Operation>;
}

export interface Operation {
  /** The `azure-asyncoperation` URL, or null when ARM finished at once. */
  readonly url: string | null;
  /** Polls to the end. `onPoll` sees each status. Rejects with an `ArmError` when it failed or was cancelled. */
  wait(options?: { readonly signal?: AbortSignal; readonly onPoll?: (status: string) => void }): Promise<void>;
}
