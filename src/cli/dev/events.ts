/** What `dev` and `emulator` report: the JSON lines of `-o json` (design, section 5). */
import type { ObjectRef } from '../../diagnostics/diagnostic.ts';
import type { RenderedDiagnostic } from '../../diagnostics/render.ts';
import type { ListeningPort } from '../../emulator/contracts.ts';

interface Common {
  /** PUTs since the start. */
  readonly puts: number;
  readonly diagnostics: readonly RenderedDiagnostic[];
}

export interface ReadyEvent extends Common {
  readonly event: 'ready';
  readonly listeners: readonly ListeningPort[];
  /** PEM file of the development CA. */
  readonly ca: string | null;
  /** Base URL of the emulated ARM, and the PEM file of the CA behind it. */
  readonly arm: string;
  readonly armCa: string;
  readonly gatewayId: string;
}

export type DevEvent =
  | ReadyEvent
  | (Common & { readonly event: 'held-back'; readonly object: ObjectRef | null })
  | (Common & { readonly event: 'applied' | 'unchanged' })
  | (Common & {
      readonly event: 'error';
      readonly error: { readonly code: string; readonly message: string };
    });

/** One `held-back` event for each object with an error, in the order of the diagnostics. */
export function heldBack(diagnostics: readonly RenderedDiagnostic[], puts: number): readonly DevEvent[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const byObject = Map.groupBy(errors, ({ object, source }) => JSON.stringify(object ?? source));
  return [...byObject.values()].map((found) => ({
    event: 'held-back',
    object: found[0]!.object,
    puts,
    diagnostics: found,
  }));
}
