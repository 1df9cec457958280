/**
 * All gateways of one controller, while we lead:
 *
 *   flag, ApplicationGateway objects ─► targets ─► members, started, kept and stopped as targets come, stay and go
 *                                          └─► objects that are not used, each told once
 *
 * A change of one target leaves the members of the others alone. A member that stops leaves its gateway as it is: what is
 * served stays, and uninstalling is somebody's choice. It must not know what a member does.
 */
import type { Clock } from '../clock/clock.ts';
import type { Config } from '../config/schema.ts';
import type { Refusal } from '../status/verdicts.ts';
import { gatewayTargets, type GatewayTarget } from './gateway-targets.ts';
import type { GatewayObject, GatewayObjects } from './ports.ts';

/** What runs for one gateway. */
export interface Member {
  readonly stop: () => Promise<void>;
  /** Rejects with the bug that ended it. */
  readonly ended: Promise<void>;
}

export interface FleetOptions {
  readonly config: Config;
  readonly objects: GatewayObjects;
  readonly clock: Clock;
  readonly start: (target: GatewayTarget) => Promise<Member>;
  /** Called when a refusal is new or has changed; rejecting has it called again. */
  readonly refuse: (object: GatewayObject, refusal: Refusal) => Promise<void>;
  /** A start or a refusal that failed; it is tried again. */
  readonly onError: (error: Error, resourceId: string) => void;
}

export interface Fleet {
  /** Resolves when no member runs any more. */
  readonly stop: () => Promise<void>;
  /** Rejects with the bug that ended a member. */
  readonly ended: Promise<never>;
}

interface Running {
  readonly print: string;
  readonly member: Member;
}

const RETRY_MS = 30_000;

export function startFleet(options: FleetOptions): Fleet {
  const { config, objects, clock, start, refuse, onError } = options;
  const stopping = new AbortController();
  const bug = Promise.withResolvers<never>();
  bug.promise.catch(() => undefined);
  const running = new Map<string, Running>();
  const told = new Map<string, string>();
  let isDirty = false;
  let working: Promise<void> | null = null;

  /** One pass at a time; changes during it make one more. */
  function sync(): void {
    isDirty = true;
    working ??= work()
      .catch(bug.reject)
      .finally(() => {
        working = null;
      });
  }

  async function work(): Promise<void> {
    while (isDirty && !stopping.signal.aborted) {
      isDirty = false;
      const { targets, refusals } = gatewayTargets(config, objects.current());
      const wanted = new Map(targets.map((target) => [keyOf(target), target]));
      // All stops before any start: a gateway that goes from one object to another must not have two members.
      await Promise.all([...running].map(([key, entry]) => stopUnless(key, entry, wanted.get(key))));
      await Promise.all([...wanted].map(([key, target]) => startMember(key, target)));
      await Promise.all(refusals.map(({ object, refusal }) => tell(object, refusal)));
      const refused = new Set(refusals.map(({ object }) => object.uid));
      for (const uid of told.keys()) if (!refused.has(uid)) told.delete(uid);
    }
  }

  async function stopUnless(key: string, { print, member }: Running, target?: GatewayTarget): Promise<void> {
    if (target && printOf(target) === print) return;
    await member.stop();
    running.delete(key);
  }

  async function startMember(key: string, target: GatewayTarget): Promise<void> {
    if (running.has(key) || stopping.signal.aborted) return;
    await orAgain(target.resourceId, async () => {
      const member = await start(target);
      if (stopping.signal.aborted) return member.stop();
      running.set(key, { print: printOf(target), member });
      member.ended.catch(bug.reject);
    });
  }

  async function tell(object: GatewayObject, refusal: Refusal): Promise<void> {
    const text = JSON.stringify([refusal, object.generation]);
    if (told.get(object.uid) === text) return;
    await orAgain(object.good?.spec.resourceId ?? object.name, async () => {
      await refuse(object, refusal);
      told.set(object.uid, text);
    });
  }

  async function orAgain(resourceId: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (stopping.signal.aborted) return;
      onError(error as Error, resourceId);
      clock.sleep(RETRY_MS, stopping.signal).then(sync, () => undefined);
    }
  }

  const unsubscribe = objects.subscribe(sync);
  sync();
  return {
    stop: async () => {
      unsubscribe();
      stopping.abort();
      // At once: a pass that is under way may take its time, and we may not be the leader any more.
      await Promise.all([working, ...[...running.values()].map(({ member }) => member.stop())]);
    },
    ended: bug.promise,
  };
}

const keyOf = ({ object }: GatewayTarget): string => object?.uid ?? 'flag';

/** Settings are plain values; equal ones need no new member. */
const printOf = (target: GatewayTarget): string => JSON.stringify(target);
