/**
 * In: the changes that clients ask for. Out: the stored document at once in the state `Updating`, and an operation
 * at whose end it is applied to the data plane and settles. The etag is new at the request and new again at the
 * end. It must not know HTTP beyond the refusals that it throws.
 */
import { randomUUID } from 'node:crypto';
import type { Json, JsonObject, RawGateway } from '../../../appgw/wire.ts';
import type { ArmEvents } from '../../contracts.ts';
import { failingVault, resolveVault, type Vault } from '../certificates/vault.ts';
import type { OperationEffects } from '../faults/fault.ts';
import { ArmRefusal } from '../http/refusal.ts';
import type { State } from '../model/identity.ts';
import type { Operation, OperationKind, Operations } from '../operations.ts';
import { CONFIRMED } from '../validate/codes.ts';
import { refuseSurroundings, type Surrounding } from '../validate/surroundings.ts';
import { admit, finish } from './admit.ts';
import type { Refusable } from './admit.ts';
import type { Store } from './store.ts';

export interface LifecycleDeps {
  readonly store: Store;
  readonly operations: Operations;
  readonly events: ArmEvents;
  readonly latencyMs: (kind: OperationKind) => number;
  readonly refuse: ReadonlySet<Refusable>;
  /** Null: none is emulated. */
  readonly vault: Vault | null;
}

export interface Change {
  /** As the client sees it at once. */
  readonly document: RawGateway;
  readonly created: boolean;
  readonly operation: Operation;
}

export interface PutEffects extends OperationEffects {
  readonly surroundings?: Surrounding | null;
}

export interface Lifecycle {
  put(id: string, body: Json | undefined, effects: PutEffects): Change;
  tag(stored: RawGateway, tags: JsonObject, effects: OperationEffects): Change;
  remove(stored: RawGateway, effects: OperationEffects): Change;
  start(stored: RawGateway, effects: OperationEffects): Change;
  stop(stored: RawGateway, effects: OperationEffects): Change;
}

const LOCKING: ReadonlySet<OperationKind> = new Set(['Start', 'Stop', 'Delete']);

/** One change: the states while it runs and after it, and what is done at its end. */
interface Plan {
  readonly kind: OperationKind;
  readonly document: RawGateway;
  readonly stored: RawGateway | null;
  readonly during: Pick<State, 'provisioningState' | 'operationalState'>;
  readonly after: string;
  /** Serves it, and hands it back with what was read for it. */
  readonly apply: (settled: RawGateway, effects: OperationEffects) => Promise<RawGateway>;
  readonly succeed: (settled: RawGateway) => void;
}

export function createLifecycle(deps: LifecycleDeps): Lifecycle {
  const { store, events } = deps;
  const keep = (settled: RawGateway): void => store.set(idOf(settled), settled);

  /** Also a stopped gateway runs after it. */
  const update = (kind: OperationKind, document: RawGateway, stored: RawGateway | null): Plan => ({
    kind,
    document,
    stored,
    during: {
      provisioningState: 'Updating',
      operationalState: operationalStateOf(stored) === 'Running' ? 'Running' : 'Starting',
    },
    after: 'Running',
    apply: async (settled, effects) => {
      const complete = resolveVault(settled, effects.vault ? failingVault(effects.vault) : deps.vault);
      await events.onApplied(complete);
      return complete;
    },
    succeed: keep,
  });

  /** A PUT takes the place of a PUT, but waits for a start or a stop. */
  function refuseWhileLocked(id: string): void {
    const running = deps.operations.running(id);
    if (!running || !LOCKING.has(running.kind)) return;
    throw new ArmRefusal(409, {
      code: CONFIRMED.anotherOperation,
      message: `Another operation on this or dependent resource is in progress. Operation: ${running.id}.`,
    });
  }

  return {
    put(id, body, { surroundings = null, ...effects }) {
      refuseWhileLocked(id);
      const stored = store.get(id);
      const resourceGuid = randomUUID();
      const document = admit(body, {
        id: stored?.id ?? id,
        stored,
        resourceGuid,
        refuse: deps.refuse,
        firewallPolicyOf: (policy) => store.firewallPolicies.get(policy),
      });
      if (surroundings !== null) {
        const refused = refuseSurroundings(surroundings, document);
        throw new ArmRefusal(refused.status, refused.body);
      }
      return carryOut(update('Put', document, stored), effects, deps);
    },
    tag: (stored, tags, effects) =>
      carryOut(update('Patch', { ...stored, tags: tags as Record<string, string> }, stored), effects, deps),
    start: (stored, effects) => carryOut(update('Start', stored, stored), effects, deps),
    stop: (stored, effects) =>
      carryOut(
        {
          kind: 'Stop',
          document: stored,
          stored,
          during: { provisioningState: 'Updating', operationalState: 'Stopping' },
          after: 'Stopped',
          apply: async (settled) => settled,
          succeed: keep,
        },
        effects,
        deps,
      ),
    remove: (stored, effects) =>
      carryOut(
        {
          kind: 'Delete',
          document: stored,
          stored,
          during: { provisioningState: 'Deleting', operationalState: operationalStateOf(stored) },
          after: 'Stopped',
          apply: async (settled) => settled,
          succeed: (settled) => store.delete(idOf(settled)),
        },
        effects,
        deps,
      ),
  };
}

function carryOut(plan: Plan, effects: OperationEffects, deps: LifecycleDeps): Change {
  const { kind, stored, during, after } = plan;
  const document = finish(plan.document, { etag: newEtag(), ...during });
  deps.store.set(idOf(document), document);
  const settled = finish(document, {
    etag: newEtag(),
    provisioningState: 'Succeeded',
    operationalState: after,
  });
  let applied = settled;
  const operation = deps.operations.start({
    kind,
    changes: idOf(document),
    latencyMs: effects.latencyMs ?? deps.latencyMs(kind),
    ...(effects.failure ? { failure: effects.failure } : {}),
    ...(effects.canceled ? { canceled: true } : {}),
    async work() {
      applied = await plan.apply(settled, effects);
      return { status: kind === 'Delete' ? 204 : 200 };
    },
    onEnd(status) {
      if (status === 'Succeeded') plan.succeed(applied);
      else deps.store.set(idOf(document), failed(document, stored));
    },
  });
  return { document, created: stored === null, operation };
}

/** A failed or cancelled gateway shows what was asked for and serves what it served before. */
const failed = (document: RawGateway, stored: RawGateway | null): RawGateway =>
  finish(document, {
    etag: newEtag(),
    provisioningState: 'Failed',
    operationalState: operationalStateOf(stored) === 'Running' ? 'Running' : 'Stopped',
  });

export const newEtag = (): string => `W/"${randomUUID()}"`;

const idOf = ({ id = '' }: RawGateway): string => id;

const operationalStateOf = (document: RawGateway | null): string => {
  const state = document?.properties['operationalState'];
  return typeof state === 'string' ? state : 'Stopped';
};
