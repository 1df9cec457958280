/** What a reflector tells about itself; metrics are made of it elsewhere. */
export interface ReflectorStats {
  readonly synced: boolean;
  /** A watch is open. */
  readonly watching: boolean;
  /** When the server was last heard, ms; null before the first time. Staleness is the time since then. */
  readonly lastContact: number | null;
  readonly lists: number;
  readonly watches: number;
  readonly events: number;
  readonly failures: number;
  readonly failuresInARow: number;
  readonly lastError: Error | null;
  /** Exceptions of the sink or of the projection. */
  readonly rejected: number;
}

export type Tally = { -readonly [K in keyof ReflectorStats]: ReflectorStats[K] };

export const newTally = (): Tally => ({
  synced: false,
  watching: false,
  lastContact: null,
  lists: 0,
  watches: 0,
  events: 0,
  failures: 0,
  failuresInARow: 0,
  lastError: null,
  rejected: 0,
});
