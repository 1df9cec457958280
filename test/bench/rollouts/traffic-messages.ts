/** What the measurement and the process that makes the traffic say to each other. Times are real, ms since the epoch. */

export interface TrafficOrder {
  /** `127.0.0.1:8080`. */
  readonly front: string;
  readonly host: string;
  /** Requests a second. */
  readonly rate: number;
  readonly connections: number;
  readonly webSockets: number;
  /** Requests are counted by so many ms. */
  readonly bucketMs: number;
}

/** Why a request has failed; other statuses by their number. */
export type Failure = 'refused' | 'reset' | 'timeout' | `${number}`;

export interface Bucket {
  readonly at: number;
  sent: number;
  failed: number;
}

export interface Cut {
  readonly at: number;
  /** Who closes a WebSocket that ends says so; a gateway that swaps its configuration just cuts it. */
  readonly isByPod: boolean;
}

export interface TrafficResult {
  readonly sent: number;
  readonly failures: Readonly<Partial<Record<Failure, number>>>;
  readonly buckets: readonly Bucket[];
  /** Ends of WebSockets that were open. */
  readonly cuts: readonly Cut[];
  /** Handshakes, each of which is repeated until it succeeds. */
  readonly opened: number;
  readonly notOpened: number;
}
