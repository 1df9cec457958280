/**
 * What the controller needs from the outside world. `kube`, `manifests`, `azure` and the tests implement these;
 * the core never sees them.
 */
import type { GatewaySpec } from '../api/application-gateway.ts';
import type { RawFirewallPolicy, RawGateway } from '../appgw/wire.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ArmError } from './arm-error.ts';

/** Where the objects come from: the API server's caches, or files. */
export interface SnapshotSource {
  /** The objects as they are now, with what was wrong in reading them. Never throws; never half-synced. */
  snapshot(): SourceState;
  /** Called after anything may have changed; may be called too often. Returns the unsubscribe function. */
  subscribe(onChange: () => void): () => void;
  /** Reads every object anew; resolves when it has. Absent where nothing is kept that could be out of date. */
  resync?(): Promise<void>;
}
export interface SourceState {
  readonly snapshot: Snapshot;
  readonly diagnostics: readonly Diagnostic[];
}

/** An ApplicationGateway object. */
export interface GatewayObject {
  readonly name: string;
  readonly uid: string;
  readonly creationTimestamp?: string;
  readonly generation: number;
  /** The newest spec that could be used, and its generation; null: none could. */
  readonly good: { readonly generation: number; readonly spec: GatewaySpec } | null;
  /** What is wrong with the spec as it is now; null: nothing. */
  readonly problem: { readonly field: string; readonly reason: string } | null;
}

/** The ApplicationGateway objects; none where the cluster does not know the kind. */
export interface GatewayObjects {
  current(): readonly GatewayObject[];
  /** Called after any of them came, changed or went. Returns the unsubscribe function. */
  subscribe(onChange: () => void): () => void;
}

/** The live gateway. Every method rejects with an `ArmError`, or with the reason of the signal that aborted it. */
export interface GatewayClient {
  readonly resourceId: string;
  get(signal?: AbortSignal): Promise<RawGateway>;
  /** Sends the document; resolves when ARM accepted it. The operation is followed by `wait`. */
  put(document: RawGateway, signal?: AbortSignal): Promise<Operation>;
  /** An operation that an earlier leader started, by its `url`. */
  resumeOperation(url: string): Operation;
  /** What clients reach a public frontend by. */
  publicAddress(publicIpId: string, signal?: AbortSignal): Promise<PublicAddress>;
}

/** Null: the public IP has none (yet). */
export interface PublicAddress {
  readonly ip: string | null;
  readonly hostname: string | null;
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

/** WAF policies, which stand beside the gateway. Every method rejects with an `ArmError`, or when it is aborted. */
export interface FirewallPolicies {
  /** Null: there is none. */
  read(id: string, signal?: AbortSignal): Promise<RawFirewallPolicy | null>;
  /** Done when it resolves. */
  write(id: string, document: RawFirewallPolicy, signal?: AbortSignal): Promise<void>;
  /** Resolves when ARM has accepted it. */
  remove(id: string, signal?: AbortSignal): Promise<void>;
  /** Those in the resource group of the gateway. */
  list(signal?: AbortSignal): Promise<readonly RawFirewallPolicy[]>;
}

/** Certificates in Key Vaults, without their private keys. */
export interface KeyVaults {
  /**
   * The leaf in DER; null: we may not read it, or it is no certificate. Rejects with an `ArmError` where the vault cannot
   * be reached, or when it is aborted.
   */
  certificate(secretId: string, signal?: AbortSignal): Promise<Uint8Array | null>;
}

/** What the leader writes down about an operation, for its successor. */
export interface OperationRecord {
  /** Hash of the document that was or is about to be sent. */
  readonly bodyHash: string;
  /** Ms since the epoch. */
  readonly startedAt: number;
  /** Where the operation is followed; null: the document may or may not have been sent. */
  readonly operationUrl: string | null;
}

/** The right to write: held by one replica at a time. */
export interface WriteLease {
  /** Whether it was renewed in the last `ms`. */
  isFresh(ms: number): boolean;
  operation(gateway: string): OperationRecord | null;
  /** Rejects where we do not lead any more; then the gateway must not be written either. */
  recordOperation(gateway: string, record: OperationRecord | null): Promise<void>;
}

/** Conditions of pods. */
export interface PodGates {
  /** Rejects only with the reason of the signal that aborted it. */
  write(target: PodTarget, condition: PodCondition, signal?: AbortSignal): Promise<GateOutcome>;
}

export interface PodTarget {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export interface PodCondition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
  /** Whether the pod has it with this status already: then the time of its last change stays. */
  readonly isKept: boolean;
}

export type GateOutcome =
  /** `stale`: the pod is not as we know it; nothing was written. */
  | { readonly kind: 'written' | 'gone' | 'stale' }
  /** `forbidden`: the right to patch pods/status is missing. */
  | { readonly kind: 'forbidden' | 'failed'; readonly error: Error };

/** Exactly one of the two. */
export interface StatusAddress {
  readonly ip?: string;
  readonly hostname?: string;
}

export interface StatusTarget {
  readonly namespace: string;
  readonly name: string;
  /** An Ingress that was deleted and created anew is another one. */
  readonly uid: string;
  /** Which addresses may go, if not all of ours: an Ingress that went to another gateway may have that one's already. */
  readonly isRemovable?: (address: StatusAddress) => boolean;
}
