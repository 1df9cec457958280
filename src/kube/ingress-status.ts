/**
 * Writes `status.loadBalancer.ingress` of Ingresses: get, compare, patch. In: an Ingress and the addresses at which it
 * is served, none if it is not. Out: what became of it. It removes no address that is not ours, and does not fight: an
 * Ingress whose status somebody else has overwritten twice within ten minutes is left to them for an hour.
 */
import type { Clock } from '../clock/clock.ts';
import type { KubeClient } from './client.ts';
import type { StatusAddress, StatusTarget } from '../controller/ports.ts';
import { KubeError } from './kube-error.ts';
import { pathOf, RESOURCES } from './resources.ts';

export type StatusOutcome =
  | { readonly kind: 'unchanged' | 'written' | 'gone' }
  /** Somebody else overwrites it, `by` as the API server names them; `isNew`: from now on it is left to them. */
  | { readonly kind: 'contested'; readonly by: string | null; readonly isNew: boolean }
  | { readonly kind: 'failed'; readonly error: KubeError };

export interface IngressStatusWriter {
  /** At most one call at a time for each Ingress. */
  write(
    target: StatusTarget,
    addresses: readonly StatusAddress[],
    signal?: AbortSignal,
  ): Promise<StatusOutcome>;
  /** Forgets Ingresses that are no longer there. */
  retain(uids: ReadonlySet<string>): void;
}

export interface IngressStatusOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** Whether an address is one of our gateways', now or before a restart. */
  readonly isOurs: (address: StatusAddress) => boolean;
  /** Names us in `managedFields`. */
  readonly fieldManager: string;
}

interface LiveIngress {
  readonly metadata: {
    readonly uid: string;
    readonly resourceVersion: string;
    readonly managedFields?: readonly {
      readonly manager?: string;
      readonly subresource?: string;
      readonly time?: string;
    }[];
  };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly StatusAddress[] } };
}

interface Ledger {
  readonly written: readonly StatusAddress[];
  /** When what we had written was found overwritten. */
  readonly losses: readonly number[];
  /** Until then it is left to whoever overwrites it. */
  readonly quietUntil: number;
}

const UNKNOWN: Ledger = { written: [], losses: [], quietUntil: -Infinity };
const MOST_LOSSES = 2;
const WINDOW_MS = 600_000;
const QUIET_MS = 3_600_000;
const MOST_CONFLICTS = 3;

export function createIngressStatusWriter(options: IngressStatusOptions): IngressStatusWriter {
  const { client, clock, isOurs, fieldManager } = options;
  const ledgers = new Map<string, Ledger>();

  async function writeOnce(
    { namespace, name, uid, isRemovable }: StatusTarget,
    addresses: readonly StatusAddress[],
    signal: AbortSignal | undefined,
  ): Promise<StatusOutcome> {
    const path = pathOf(RESOURCES.Ingress, namespace, name);
    const live = await client.request<LiveIngress>({ path, signal });
    if (live.metadata.uid !== uid) return { kind: 'gone' };
    const current = live.status?.loadBalancer?.ingress ?? [];
    const ledger = judged(uid, current);
    const goes = isRemovable ?? ((address: StatusAddress) => isKnown(ledger, address));
    const wanted = addresses.length > 0 ? addresses : current.filter((address) => !goes(address));
    if (isSame(current, wanted)) return { kind: 'unchanged' };
    const now = clock.now();
    const isNew = ledger.losses.length >= MOST_LOSSES;
    if (isNew) ledgers.set(uid, { ...ledger, losses: [], quietUntil: now + QUIET_MS });
    if (isNew || now < ledger.quietUntil)
      return { kind: 'contested', by: lastWriter(live, fieldManager), isNew };
    await client.request({
      method: 'PATCH',
      path: `${path}/status`,
      query: { fieldManager },
      contentType: 'application/merge-patch+json',
      body: {
        metadata: { resourceVersion: live.metadata.resourceVersion },
        status: { loadBalancer: { ingress: wanted.length > 0 ? wanted : null } },
      },
      signal,
    });
    ledgers.set(uid, { ...ledger, written: wanted });
    return { kind: 'written' };
  }

  /** The ledger with a new loss in it where what we wrote is no longer there; each loss counts once. */
  function judged(uid: string, current: readonly StatusAddress[]): Ledger {
    const known = ledgers.get(uid) ?? UNKNOWN;
    const recent = known.losses.filter((at) => at > clock.now() - WINDOW_MS);
    const isLost = known.written.length > 0 && !isSame(known.written, current);
    const ledger = isLost
      ? {
          ...known,
          written: known.written.filter((ours) => isIn(current, ours)),
          losses: [...recent, clock.now()],
        }
      : { ...known, losses: recent };
    ledgers.set(uid, ledger);
    return ledger;
  }

  const isKnown = ({ written }: Ledger, address: StatusAddress): boolean =>
    isOurs(address) || isIn(written, address);

  return {
    async write(target, addresses, signal) {
      for (let conflicts = 0; ; conflicts += 1) {
        try {
          return await writeOnce(target, addresses, signal);
        } catch (error) {
          if (!(error instanceof KubeError)) throw error;
          if (error.status === 404) return { kind: 'gone' };
          if (error.status !== 409 || conflicts === MOST_CONFLICTS) return { kind: 'failed', error };
        }
      }
    },
    retain(uids) {
      for (const uid of ledgers.keys()) if (!uids.has(uid)) ledgers.delete(uid);
    },
  };
}

const textOf = ({ ip, hostname }: StatusAddress): string => `${ip ?? ''} ${hostname ?? ''}`;

const isIn = (addresses: readonly StatusAddress[], address: StatusAddress): boolean =>
  addresses.some((other) => textOf(other) === textOf(address));

/** In any order; `ports`, which others may add, are not compared. */
function isSame(a: readonly StatusAddress[], b: readonly StatusAddress[]): boolean {
  const left = a.map(textOf).sort();
  const right = b.map(textOf).sort();
  return left.length === right.length && left.every((text, index) => text === right[index]);
}

function lastWriter({ metadata }: LiveIngress, us: string): string | null {
  const others = (metadata.managedFields ?? []).filter(
    ({ manager, subresource }) => subresource === 'status' && manager !== us,
  );
  return others.sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? 1 : -1))[0]?.manager ?? null;
}
