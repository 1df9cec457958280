/**
 * Holding back what ARM refuses (decision 8): whoever is to blame keeps what the gateway has of it, everybody else is
 * applied by the next PUT. In: how each PUT ended. Out: a mark on the snapshot for whom the next one leaves as it is.
 *
 *   refused ─► named? ─► held until it changes, or until its time
 *                └─ no ─► searched for (`bisection.ts`) ─► held; or it is none of them, and nothing is sent for a while
 *
 * It knows no clock but the snapshot's. What it found out outlives a restart, a search does not.
 */
import { projectLive } from '../appgw/live.ts';
import { standingHosts } from '../appgw/standing-sites.ts';
import type { RawGateway } from '../appgw/wire.ts';
import { keyOf, type Holding, type Snapshot } from '../cluster/snapshot.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { desiredHash } from '../plan/hash.ts';
import { withOwnOf } from '../plan/last-good.ts';
import { ownerRef, vaultDiagnostics } from './arm-diagnostic.ts';
import { ArmError } from './arm-error.ts';
import { dismiss, leftOut, refused, reopen, startSearch, taken, type Search } from './bisection.ts';
import { blame } from './blame.ts';
import { compute, liveOptions, translateFor, type Computation, type PipelineSettings } from './compute.ts';
import { EVERYBODY, type HeldSet } from './held-set.ts';
import { wantsOf, type Wants } from './wants.ts';

export interface Quarantine {
  /** The snapshot with marks for whom the next PUT leaves as it is, and the gateway as it serves. */
  readonly view: (snapshot: Snapshot, live: RawGateway) => View;
  /** During a search: somebody else has changed and is left out as well, so that it must be computed again. */
  readonly joins: (computation: Computation) => boolean;
  /** Whom the marks are for, and why. */
  readonly diagnostics: () => readonly Diagnostic[];
  /** Why this is not sent at all now, or null. */
  readonly objection: (computation: Computation) => ArmError | null;
  /** The gateway has it. True: there is more to try. */
  readonly settle: (computation: Computation) => boolean;
  /** It was not taken. True: the next PUT will be another one. */
  readonly fail: (error: ArmError, computation: Computation) => boolean;
}

/** A failure of the service itself says nothing against anybody, until it has come so many times in a row. */
const INTERNAL = 'InternalServerError';
const INTERNAL_TIMES = 3;

export interface View {
  readonly snapshot: Snapshot;
  readonly live: RawGateway;
}

interface Said {
  readonly code: string;
  readonly message: string;
  /** Of vaults, to whoever reads from them. */
  readonly more: readonly Diagnostic[];
}

interface Run extends View {
  readonly wants: () => Wants;
  readonly marked: readonly string[];
}

export function createQuarantine(settings: PipelineSettings, held: HeldSet): Quarantine {
  const messages = new Map<string, Said>();
  /** What each owner asked for when the gateway last took it. */
  const known = new Map<string, string>();
  let search: Search | null = null;
  let asked: Wants = new Map();
  let said: Said = { code: '', message: '', more: [] };
  let internal = { hash: '', times: 0 };
  let run: Run | null = null;
  /** The gateway before the first of the operations that have failed since. */
  let lastGood: RawGateway | null = null;
  /** What the gateway shows of them was refused as well: nothing of them is sent. */
  const dropped = new Set<string>();

  function serving(live: RawGateway): RawGateway {
    if (live.properties['provisioningState'] !== 'Failed') lastGood = null;
    return lastGood === null ? live : withOwnOf(live, lastGood, settings.config.instance);
  }

  function forget(owner: string): void {
    held.forget(owner);
    messages.delete(owner);
    dropped.delete(owner);
  }

  /** Keeps the search to those who still ask for the same. */
  function follow(wants: Wants): void {
    if (search === null) return;
    const sought = [...search.suspects, ...search.unknown];
    search = dismiss(
      search,
      sought.filter((owner) => !wants.has(owner)),
    );
    const changed = sought.filter((owner) => wants.has(owner) && wants.get(owner) !== asked.get(owner));
    if (search && changed.length > 0) search = reopen(search, changed);
    asked = wants;
  }

  function waiting(wants: Wants, now: number): readonly string[] {
    for (const { owner } of held.entries()) if (owner !== EVERYBODY && !wants.has(owner)) forget(owner);
    const refusedBefore = [...wants].flatMap(([owner, hash]) =>
      held.waiting(owner, hash, now) ? [owner] : [],
    );
    return [...new Set([...refusedBefore, ...(search ? leftOut(search) : [])])];
  }

  /** Who asks for something else than what the gateway took last, and has a part in this plan. */
  function changedOwners({ plan }: Computation, { wants, marked }: Run): readonly string[] {
    const owners = plan.changes
      .filter(({ action, collection }) => action !== 'delete' && collection !== 'backendAddressPools')
      .flatMap((change) => change.owners);
    const all = wants();
    return [...new Set(owners)].filter(
      (owner) => !marked.includes(owner) && all.has(owner) && all.get(owner) !== known.get(owner),
    );
  }

  function convict(owners: readonly string[], { wants, snapshot }: Run): void {
    for (const owner of owners) {
      held.refuse(owner, wants().get(owner) ?? '', said.code, snapshot.at);
      messages.set(owner, said);
    }
  }

  /** False: nobody can be blamed. */
  function accuse(error: ArmError, computation: Computation, now: Run): boolean {
    const { desired } = computation;
    const named = blame(error, desired, search ? search.tried : changedOwners(computation, now));
    const guilty =
      named.guilty.length > 0 ? named.guilty : blame(error, desired, [...now.wants().keys()]).guilty;
    if (guilty.length > 0) {
      // What it was held with is refused as well: its last good configuration is good no more.
      for (const owner of guilty) if (now.marked.includes(owner)) dropped.add(owner);
      convict(guilty, now);
      search &&= dismiss(search, guilty);
      return true;
    }
    if (search === null) {
      if (named.suspects.length === 0) return false;
      search = startSearch(named.suspects);
      asked = now.wants();
      return true;
    }
    const verdict = refused(search);
    search = verdict?.search ?? null;
    if (verdict) convict(verdict.guilty, now);
    return verdict !== null;
  }

  return {
    view: (snapshot, shown) => {
      const live = serving(shown);
      let wants: Wants | null = null;
      const lazily = (): Wants => (wants ??= wantsOf(translateFor(snapshot, settings).routing));
      const isIdle = search === null && held.entries().length === 0;
      if (!isIdle) follow(lazily());
      const marked = isIdle ? [] : waiting(lazily(), snapshot.at);
      run = { snapshot, live, wants: lazily, marked };
      if (marked.length === 0) return { snapshot, live };
      const projected = projectLive(live, liveOptions(settings));
      const heldIngresses = new Map(
        marked.map((owner): [string, Holding] => {
          const ref = ownerRef(owner);
          return [keyOf(ref), standingHosts(projected, ref)];
        }),
      );
      const ingresses = snapshot.ingresses.filter(
        ({ metadata }) => !dropped.has(`Ingress/${keyOf(metadata)}`),
      );
      return { snapshot: { ...snapshot, ingresses, heldIngresses }, live };
    },
    joins: (computation) => {
      if (search === null || run === null) return false;
      const sought = new Set([...search.suspects, ...search.unknown]);
      const anew = changedOwners(computation, run).filter((owner) => !sought.has(owner));
      if (anew.length > 0) search = reopen(search, anew);
      return anew.length > 0;
    },
    diagnostics: () => {
      if (run === null) return [];
      const { wants, snapshot, marked } = run;
      return marked.flatMap((owner) => {
        const ref = ownerRef(owner);
        const entry = held.waiting(owner, wants().get(owner) ?? '', snapshot.at);
        if (!entry) {
          const { code, message } = said;
          return [diagnose('ARM_SUSPECTED', ref, { code, message, suspects: marked.length })];
        }
        const { message = null, more = [] } = messages.get(owner) ?? {};
        const { code, retryAt } = entry;
        const kept = !dropped.has(owner);
        return [
          diagnose('ARM_HELD_BACK', ref, { code, message, retryAt, kept }),
          ...more.filter(({ object }) => object && keyOf(object) === keyOf(ref)),
        ];
      });
    },
    objection: ({ desired }) => {
      const everybody = run && held.waiting(EVERYBODY, desiredHash(desired), run.snapshot.at);
      if (!everybody) return null;
      const { code, retryAt } = everybody;
      const message = `The same was refused before; it is sent again after ${retryAt}, or when it has changed.`;
      return new ArmError({ code, kind: 'invalid', message });
    },
    settle: (computation) => {
      if (run === null) return false;
      internal = { hash: '', times: 0 };
      const isIdle = search === null && held.entries().length === 0;
      if (!isIdle || known.size === 0 || computation.plan.put !== null) {
        for (const [owner, hash] of run.wants()) {
          if (run.marked.includes(owner)) continue;
          known.set(owner, hash);
          forget(owner);
        }
        held.forget(EVERYBODY);
      }
      if (search === null) return false;
      const verdict = taken(search);
      ({ search } = verdict);
      convict(verdict.guilty, run);
      return true;
    },
    fail: (error, computation) => {
      if (run === null) return false;
      const hash = desiredHash(computation.desired);
      if (error.code === INTERNAL)
        internal = { hash, times: internal.hash === hash ? internal.times + 1 : 1 };
      // What the gateway shows from now on may be what it has just failed to take.
      lastGood ??= run.live;
      const counts =
        error.kind === 'invalid' || (error.code === INTERNAL && internal.times === INTERNAL_TIMES);
      if (!counts) return false;
      said = {
        code: error.code,
        message: error.message,
        more: vaultDiagnostics(error, computation.desired),
      };
      if (accuse(error, computation, run)) return true;
      const { snapshot, live } = run;
      const whole = compute(snapshot, live, settings).desired;
      if (error.kind === 'invalid') held.refuse(EVERYBODY, desiredHash(whole), error.code, snapshot.at);
      return false;
    },
  };
}
