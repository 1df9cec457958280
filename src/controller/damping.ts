/**
 * Damping (decision 3): an endpoint that goes from ready to not ready again and again keeps its place in its pool for
 * a while, so that a pod which crashes in a loop does not cost two PUTs a round.
 *
 *   slices as seen last ─┐
 *   snapshot ────────────┴► who is not ready any more ─► how often lately ─► snapshot with marks, next due time
 *
 * The first two times within ten minutes it leaves at once, the third after a minute, and from then on each time after
 * twice as long, up to ten minutes; what then was quiet for ten minutes is forgotten. It says only who may stay: what
 * comes is never late, and what is gone from the slices is gone. `snapshot.at` is the clock; it must not know the gateway.
 */
import type { EndpointSlice } from '../cluster/objects.ts';
import { portKey, type FlappingNotice, type Snapshot, type UnsteadyEndpoint } from '../cluster/snapshot.ts';
import { serviceEndpoints, type IsGated } from '../frontends/endpoints.ts';
import { gatedPods } from '../frontends/gated-pods.ts';

export interface DampingState {
  /** By `namespace/service`; null: nothing was seen yet. */
  readonly services: ReadonlyMap<string, SeenService> | null;
  readonly unsteady: UnsteadyEndpoints;
}

interface SeenService {
  readonly slices: readonly EndpointSlice[];
  readonly ports: readonly SeenPort[];
}

interface SeenPort {
  readonly name: string;
  readonly ready: ReadonlySet<string>;
  readonly notReady: readonly string[];
}

/** By `portKey`, then by address. */
type UnsteadyEndpoints = ReadonlyMap<string, ReadonlyMap<string, Unsteady>>;

interface Unsteady {
  /** When it stopped being ready, in the last ten minutes, ms since the epoch; not kept of one that flaps. */
  readonly drops: readonly number[];
  /** What was granted at the last drop. */
  readonly delayMs: number;
  readonly keptUntil: number;
  /** Null: it does not flap. */
  readonly flapping: FlappingNotice | null;
}

export interface Damped {
  readonly state: DampingState;
  readonly snapshot: Snapshot;
  /** When a place ends though nothing changes, ms since the epoch; null: there is none. */
  readonly nextDueAt: number | null;
}

export const NOTHING_SEEN: DampingState = { services: null, unsteady: new Map() };

const WINDOW_MS = 600_000;
/** So many within the window make an endpoint flap. */
const DROPS = 3;
const FIRST_DELAY_MS = 60_000;
const LONGEST_DELAY_MS = 600_000;

export function damp(state: DampingState, snapshot: Snapshot, readinessGate?: string): Damped {
  const { at } = snapshot;
  const isGated = gatedPods(snapshot, readinessGate);
  const unsteady = remembered(state.unsteady, at);
  const services = new Map<string, SeenService>();
  for (const [service, slices] of snapshot.endpointSlices) {
    const before = state.services?.get(service);
    // Whether a pod waits for its gate alone is not in the slices.
    const isSame = readinessGate === undefined && before !== undefined && sameItems(before.slices, slices);
    const seen = isSame ? before : see(slices, isGated);
    services.set(service, seen);
    if (isSame) continue;
    for (const { name, notReady } of seen.ports) {
      const wasReady = before?.ports.find((port) => port.name === name)?.ready;
      const key = portKey(service, name);
      for (const address of notReady) {
        const known = unsteady.get(key)?.get(address);
        if (state.services === null) note(unsteady, key, address, unknownBefore(at));
        else if (wasReady?.has(address)) note(unsteady, key, address, dropped(known, at));
      }
    }
  }
  return {
    state: { services, unsteady },
    snapshot: { ...snapshot, unsteadyEndpoints: marks(unsteady, at) },
    nextDueAt: nextDue(unsteady, at),
  };
}

function see(slices: readonly EndpointSlice[], isGated: IsGated): SeenService {
  const names = new Set(slices.flatMap(({ ports }) => ports.map(({ name }) => name ?? '')));
  const ports = [...names].map((name): SeenPort => {
    const { endpoints } = serviceEndpoints(slices, name, isGated);
    const inState = (...states: readonly string[]): readonly string[] =>
      endpoints.filter((endpoint) => states.includes(endpoint.state)).map(({ address }) => address);
    return { name, ready: new Set(inState('ready', 'gated')), notReady: inState('notReady') };
  });
  return { slices, ports };
}

function dropped(before: Unsteady | undefined, at: number): Unsteady {
  if (before?.flapping) {
    const delayMs = Math.min(2 * before.delayMs, LONGEST_DELAY_MS);
    return { ...before, delayMs, keptUntil: at + delayMs };
  }
  const drops = [...(before?.drops ?? []).filter((time) => time > at - WINDOW_MS), at];
  if (drops.length < DROPS) return { drops, delayMs: 0, keptUntil: at, flapping: null };
  const keptUntil = at + FIRST_DELAY_MS;
  return { drops: [], delayMs: FIRST_DELAY_MS, keptUntil, flapping: { count: drops.length, keptUntil } };
}

/** A predecessor may have kept its place: a restart must not be what takes it away. */
const unknownBefore = (at: number): Unsteady => ({
  drops: [],
  delayMs: 0,
  keptUntil: at + FIRST_DELAY_MS,
  flapping: null,
});

/** A copy without what was quiet for a whole window. */
function remembered(unsteady: UnsteadyEndpoints, at: number): Map<string, Map<string, Unsteady>> {
  const copy = new Map<string, Map<string, Unsteady>>();
  for (const [key, addresses] of unsteady)
    for (const [address, entry] of addresses)
      if (at < entry.keptUntil + WINDOW_MS) note(copy, key, address, entry);
  return copy;
}

function note<T>(entries: Map<string, Map<string, T>>, key: string, address: string, entry: T): void {
  const known = entries.get(key);
  if (known) known.set(address, entry);
  else entries.set(key, new Map([[address, entry]]));
}

function marks(unsteady: UnsteadyEndpoints, at: number): Snapshot['unsteadyEndpoints'] {
  const marked = new Map<string, Map<string, UnsteadyEndpoint>>();
  for (const [key, addresses] of unsteady)
    for (const [address, { keptUntil, flapping }] of addresses)
      if (keptUntil > at || flapping) note(marked, key, address, { isKept: keptUntil > at, flapping });
  return marked;
}

function nextDue(unsteady: UnsteadyEndpoints, at: number): number | null {
  const times = [...unsteady.values()].flatMap((addresses) =>
    [...addresses.values()].flatMap(({ keptUntil }) => (keptUntil > at ? keptUntil : [])),
  );
  return times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b));
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);
