/**
 * The plan: how the desired sub-resources differ from the live gateway, and the one document that gets there.
 * In: what is desired, and the live document as somebody read it. Out: the changes with their owners, and the
 * document, in which every foreign byte that can be sent back is as it was. It must not know Kubernetes, how a
 * document is sent, nor the time; the same two inputs give the same bytes.
 *
 *   live ─ strip read-only members ─► base ─┬─ diff ─► creates, updates ─► merge ─┬─ find removals ─► document
 *   desired ────────────────────────────────┘                                     └─ leftovers somebody refers to stay
 */
import type { DesiredGateway } from '../appgw/desired.ts';
import type { RawGateway } from '../appgw/wire.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findTampered } from './certificate.ts';
import { sortChanges, type Change } from './change.ts';
import { diff } from './diff.ts';
import { gatewayChanges } from './gateway-members.ts';
import { ownItems } from './live.ts';
import { merge } from './merge.ts';
import { findRemovals, withoutRemoved } from './ownership.ts';
import type { Encryption } from './pfx/pfx.ts';
import { stripReadOnly } from './read-only.ts';

export type { Change } from './change.ts';

export interface Plan {
  /** The gateway itself first, then by collection in ARM's order, then by name. */
  readonly changes: readonly Change[];
  /** What is to be sent; null iff nothing changes. */
  readonly put: RawGateway | null;
  /** The same document, also where nothing changes. */
  readonly document: RawGateway;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PlanOptions {
  /** Of the certificates that are uploaded. Azure is known to have taken 3DES and to have refused AES-256. */
  readonly pfxEncryption?: Encryption;
}

export function planGateway(desired: DesiredGateway, live: RawGateway, options: PlanOptions = {}): Plan {
  if (desired.readOnly) return { changes: [], put: null, document: live, diagnostics: [] };
  const { pfxEncryption = '3des' } = options;

  const base = stripReadOnly(live);
  const wanted = [
    ...gatewayChanges(desired, base),
    ...diff(desired, ownItems(base, desired.instance), findTampered(desired, live)),
  ];
  const merged = merge(base, desired, wanted, pfxEncryption);
  const { removed, diagnostics } = findRemovals(merged, desired);

  const changes = sortChanges([...wanted, ...removed]);
  const document = withoutRemoved(merged, removed);
  return { changes, put: changes.length > 0 ? document : null, document, diagnostics };
}
