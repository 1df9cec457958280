/**
 * What the controller needs from the outside world. `kube`, `manifests`, `azure` and the tests implement these;
 * the core never sees them.
 */
import type { RawGateway } from '../appgw/wire.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ArmError } from './arm-error.ts';

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

/** The live gateway. Every method rejects with an `ArmError`, or with the reason of the signal that aborted it. */
export interface GatewayClient {
  readonly resourceId: string;
  get(signal?: AbortSignal): Promise<RawGateway>;
  /** Sends the document; resolves when ARM accepted it. The operation is followed by `wait`. */
  put(document: RawGateway, signal?: AbortSignal): Promise<Operation>;
  /** An operation that an earlier leader started, by its `url`. */
  resumeOperation(url: string): Operation;
}

export interface Operation {
  /** Where ARM reports its progress, or null when ARM finished at once. */
  readonly url: string | null;
  /** Polls to the end. Rejects with an `ArmError` when it failed, was cancelled or can no longer be followed. */
  wait(options?: WaitOptions): Promise<void>;
}
export interface WaitOptions {
  readonly signal?: AbortSignal;
  /** Sees the status of each poll. */
  readonly onPoll?: (status: string) => void;
  /** Sees each poll that got no answer; polling goes on. */
  readonly onLostPoll?: (error: ArmError) => void;
}
