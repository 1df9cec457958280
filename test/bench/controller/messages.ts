/** What the benchmark and the world around the controller say to each other. */

/** Changes of endpoints at an even pace. */
export interface Phase {
  readonly events: number;
  readonly everyMs: number;
  /** Of the gateway's operations. */
  readonly latencyMs: number;
  readonly services: 'all' | 'served';
}

export interface PhaseResult {
  /** Ms from each change of a served Service to the arrival of the PUT that carried it. */
  readonly waits: readonly number[];
  /** Changes that no PUT carried. */
  readonly lost: number;
  /** While changes came. */
  readonly puts: number;
  /** Ms from the end of each operation to the arrival of the next PUT. */
  readonly fromEndOfOperation: readonly number[];
  readonly seconds: number;
}

export interface Ready {
  readonly kind: 'ready';
  readonly kubeconfig: string;
  readonly arm: string;
  readonly armCa: string;
  readonly gatewayId: string;
}

export type FromWorld =
  | Ready
  | { readonly kind: 'put'; readonly at: number }
  | { readonly kind: 'result'; readonly result: PhaseResult };
