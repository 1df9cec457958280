/** How `dev` shows what it does. */
import type { ReconcileObserver } from '../../controller/reconcile.ts';
import type { DevEvent } from './events.ts';

export interface View {
  readonly observer: ReconcileObserver;
  readonly onEvent: (event: DevEvent) => void;
  readonly onWarning: (message: string) => void;
}
