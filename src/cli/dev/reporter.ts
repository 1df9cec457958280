/** Outcomes of the loop -> events: `ready` once, then one event for each batch of changes after its `held-back` ones. */
import type { Cause } from '../../controller/loop.ts';
import type { Outcome } from '../../controller/reconcile.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { render, type RenderedDiagnostic } from '../../diagnostics/render.ts';
import { heldBack, type DevEvent, type ReadyEvent } from './events.ts';

export interface ReporterOptions {
  readonly onEvent: (event: DevEvent) => void;
  readonly locate: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
  /** The rest of the `ready` event, asked for when it is due. */
  readonly describe: () => Omit<ReadyEvent, 'event' | 'puts' | 'diagnostics'>;
}

export interface Reporter {
  readonly countPut: () => void;
  readonly onOutcome: (outcome: Outcome, cause: Cause) => void;
  /** The first configuration is served. */
  readonly ready: Promise<ReadyEvent>;
}

export function createReporter({ onEvent, locate, describe }: ReporterOptions): Reporter {
  const { promise, resolve } = Promise.withResolvers<ReadyEvent>();
  let isReady = false;
  let puts = 0;

  function report(outcome: Outcome, diagnostics: readonly RenderedDiagnostic[]): void {
    for (const event of heldBack(diagnostics, puts)) onEvent(event);
    if (outcome.kind === 'failed') {
      const { code, message } = outcome.error;
      onEvent({ event: 'error', puts, diagnostics, error: { code, message } });
    } else if (outcome.kind === 'stopped') {
      const { code, message } = diagnostics.at(-1)!;
      onEvent({ event: 'error', puts, diagnostics, error: { code, message } });
    } else onEvent({ event: outcome.kind === 'applied' ? 'applied' : 'unchanged', puts, diagnostics });
  }
  return {
    countPut: () => void puts++,
    onOutcome: (outcome, cause) => {
      // Not the end of the batch: the rest of it is under way.
      if (outcome.again) return;
      // The batch that a retry belongs to was closed by its error; only its success is news.
      if (outcome.kind === 'failed' && cause === 'retry') return;
      const diagnostics = locate(outcome.diagnostics).map(render);
      if (isReady || outcome.kind === 'failed') {
        report(outcome, diagnostics);
        return;
      }
      isReady = true;
      const event: ReadyEvent = { event: 'ready', puts, ...describe(), diagnostics };
      onEvent(event);
      resolve(event);
    },
    ready: promise,
  };
}
