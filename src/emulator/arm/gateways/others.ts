/** What befalls a gateway without its client: somebody else's PUT, and states that it comes into by itself. */
import type { RawGateway } from '../../../appgw/wire.ts';
import { withoutSecrets } from '../certificates/install.ts';
import type { OperationEffects, StateChange } from '../faults/fault.ts';
import { ArmRefusal } from '../http/refusal.ts';
import type { State } from '../model/identity.ts';
import { finish } from './admit.ts';
import { newEtag } from './lifecycle.ts';
import type { Lifecycle, LifecycleDeps } from './lifecycle.ts';

export interface Others {
  /** PUTs what `edit` makes of the document that a GET shows; resolves when the operation is at its end. */
  write(id: string, edit: (document: RawGateway) => RawGateway, effects: OperationEffects): Promise<void>;
  /** Not while an operation runs: that has its own states. */
  turn(id: string, into: StateChange): void;
}

export function createOthers(
  lifecycle: Lifecycle,
  { store, operations }: Pick<LifecycleDeps, 'store' | 'operations'>,
): Others {
  return {
    async write(id, edit, effects) {
      const stored = store.get(id);
      if (!stored) return;
      try {
        const { operation } = lifecycle.put(id, { ...edit(withoutSecrets(stored)) }, effects);
        await operations.ended(operation.id);
      } catch (error) {
        // They are told, as anybody is whose document is refused.
        if (!(error instanceof ArmRefusal)) throw error;
      }
    },
    turn(id, into) {
      const stored = store.get(id);
      if (!stored || operations.running(id)) return;
      const { provisioningState, operationalState } = stored.properties as unknown as State;
      store.set(id, finish(stored, { provisioningState, operationalState, ...into, etag: newEtag() }));
    },
  };
}
