/** One request that is answered, and what the handlers of all of them are made from. */
import type { Clock } from '../../../clock/clock.ts';
import type { ArmEvents } from '../../contracts.ts';
import type { CallKind } from '../faults/fault.ts';
import type { Lifecycle } from '../gateways/lifecycle.ts';
import type { AddressOf } from '../gateways/public-ip.ts';
import type { Store } from '../gateways/store.ts';
import type { OperationKind, Operations } from '../operations.ts';
import type { Handler } from './serve.ts';

export interface Route {
  readonly kind: CallKind;
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'DELETE' | 'POST';
  readonly path: string;
  readonly handler: Handler;
}

/** What becomes of an If-Match; whether the real service heeds it is UNCONFIRMED. */
export type IfMatch = 'enforced' | 'ignored';

export interface RouteDeps {
  readonly clock: Clock;
  readonly store: Store;
  readonly operations: Operations;
  readonly lifecycle: Lifecycle;
  readonly events: ArmEvents;
  readonly latencyMs: (kind: OperationKind) => number;
  readonly addressOf: AddressOf;
  readonly ifMatch: IfMatch;
}
