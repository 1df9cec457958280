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
import { blame } from './blame.ts';
import { compute, liveOptions, translateFor, type Computation, type PipelineSettings } from './compute.ts';
import { createDocket, type Said } from './docket.ts';
import { EVERYBODY, type HeldSet } from './held-set.ts';
import { createInvestigation } from './investigation.ts';
import { wantsOf, type Wants } from './wants.ts';

export interface Quarantine {
  /** The snapshot with marks for whom the next PUT leaves as it is, and the gateway as it serves. */
  readonly view: (snapshot: Snapshot, live: RawGateway) => View;
  /** During a search: somebody else has changed and is left out as well, so that it must be computed again. */
  readonly joins: (computation: Computation) => boolean;
  /** Whom the marks are for, and why. */
  readonly diagnostics: () => readonly Diagnostic[];
  /** What the gateway has is sent even if nothing differs: whether ARM takes that says whether anybody is to blame. */
  readonly needsProof: () => boolean;
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

interface Run extends View {
  readonly wants: () => Wants;
  readonly marked: readonly string[];
}

export function createQuarantine(settings: PipelineSettings, held: HeldSet): Quarantine {
  const docket = createDocket(held);
  const investigation = createInvestigation();
  /** What each owner asked for when the gateway last took it. */
  const known = new Map<string, string>();
  let said: Said = { code: '', message: '', more: [] };
  let internal = { hash: '', times: 0 };
  let run: Run | null = null;
  /** The gateway before the first of the operations that have failed since. */
  let lastGood: RawGateway | null = null;
  const isIdle = (): boolean => docket.isEmpty() && !investigation.isOpen();

  function serving(live: RawGateway): RawGateway {
    if (live.properties['provisioningState'] !== 'Failed') lastGood = null;
    return lastGood === null ? live : withOwnOf(live, lastGood, settings.config.instance);
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

  const convict = (owners: readonly string[], { wants, snapshot }: Run): void =>
    docket.convict(owners, said, wants(), snapshot.at);

  /** False: nobody can be blamed. */
  function accuse(error: ArmError, computation: Computation, now: Run): boolean {
    const { desired } = computation;
    const isOpen = investigation.isOpen();
    const named = blame(error, desired, isOpen ? investigation.tried() : changedOwners(computation, now));
    const guilty =
      named.guilty.length > 0 ? named.guilty : blame(error, desired, [...now.wants().keys()]).guilty;
    if (guilty.length > 0) {
      // What it was held with is refused as well: its last good configuration is good no more.
      for (const owner of guilty) if (now.marked.includes(owner)) docket.drop(owner);
      convict(guilty, now);
      investigation.dismiss(guilty);
      return true;
    }
    if (!isOpen) {
      if (named.suspects.length > 0) investigation.open(named.suspects, now.wants());
      return named.suspects.length > 0;
    }
    const found = investigation.refused();
    if (found) convict(found, now);
    return found !== null;
  }

  return {
    view: (snapshot, shown) => {
      const live = serving(shown);
      let wants: Wants | null = null;
      const lazily = (): Wants => (wants ??= wantsOf(translateFor(snapshot, settings).routing));
      if (!isIdle()) investigation.follow(lazily(), known);
      const marked = isIdle()
        ? []
        : [...new Set([...docket.waiting(lazily(), snapshot.at), ...investigation.leftOut()])];
      run = { snapshot, live, wants: lazily, marked };
      if (marked.length === 0) return { snapshot, live };
      const ingresses = snapshot.ingresses.filter(
        ({ metadata }) => !docket.isDropped(`Ingress/${keyOf(metadata)}`),
      );
      return { snapshot: { ...snapshot, ingresses, heldIngresses: holdings(marked, live) }, live };
    },
    joins: (computation) =>
      run !== null &&
      investigation.isOpen() &&
      investigation.join(changedOwners(computation, run)).length > 0,
    diagnostics: () => {
      if (run === null) return [];
      const { wants, snapshot, marked } = run;
      const { code, message } = said;
      return marked.flatMap((owner) => {
        const told = docket.tell(owner, wants(), snapshot.at);
        if (told.length > 0) return told;
        return [diagnose('ARM_SUSPECTED', ownerRef(owner), { code, message, suspects: marked.length })];
      });
    },
    needsProof: () => investigation.isUnproven(),
    objection: ({ desired }) => {
      const everybody = run && held.waiting(EVERYBODY, desiredHash(desired), run.snapshot.at);
      if (!everybody) return null;
      const { code, retryAt } = everybody;
      const message = `The same was refused before; it is sent again after ${retryAt}, or when it has changed.`;
      return new ArmError({ code, kind: 'invalid', message });
    },
    settle: ({ plan }) => {
      if (run === null) return false;
      internal = { hash: '', times: 0 };
      if (!isIdle() || known.size === 0 || plan.put !== null) {
        const wants = run.wants();
        for (const owner of known.keys()) if (!wants.has(owner)) known.delete(owner);
        for (const [owner, hash] of wants) {
          if (run.marked.includes(owner)) continue;
          known.set(owner, hash);
          docket.forget(owner);
        }
        docket.forget(EVERYBODY);
      }
      if (!investigation.isOpen()) return false;
      convict(investigation.taken(), run);
      return true;
    },
    fail: (error, computation) => {
      if (run === null) return false;
      const hash = desiredHash(computation.desired);
      if (error.code === INTERNAL)
        internal = { hash, times: internal.hash === hash ? internal.times + 1 : 1 };
      // What the gateway shows from now on may be what it has just failed to take.
      lastGood ??= run.live;
      const { code, kind, message } = error;
      if (kind !== 'invalid' && !(code === INTERNAL && internal.times === INTERNAL_TIMES)) return false;
      said = { code, message, more: vaultDiagnostics(error, computation.desired) };
      if (accuse(error, computation, run)) return true;
      const { snapshot, live } = run;
      if (kind === 'invalid') {
        const whole = compute(snapshot, live, settings).desired;
        held.refuse(EVERYBODY, desiredHash(whole), code, snapshot.at);
      }
      return false;
    },
  };

  function holdings(owners: readonly string[], live: RawGateway): ReadonlyMap<string, Holding> {
    const projected = projectLive(live, liveOptions(settings));
    return new Map(
      owners.map((owner) => {
        const ref = ownerRef(owner);
        return [keyOf(ref), standingHosts(projected, ref)];
      }),
    );
  }
}
