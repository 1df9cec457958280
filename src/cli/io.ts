/** What a command gets of its process; tests put their own here. */
import type { Clock } from '../clock/clock.ts';
import type { RenderedDiagnostic } from '../diagnostics/render.ts';
import { render, renderText } from '../diagnostics/render.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LogTarget } from '../telemetry/log.ts';

export interface Output {
  readonly write: (text: string) => void;
  readonly color: boolean;
  /** A terminal: a line can be written again. */
  readonly interactive: boolean;
}

export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Where a service logs what it does. */
  readonly logs: LogTarget;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Relative paths start here. */
  readonly cwd: string;
  /** From the first call on, SIGTERM and SIGINT abort this signal instead of killing the process. */
  readonly stopSignal: () => AbortSignal;
}

export type DiagnosticsFormat = 'text' | 'json';

/** Diagnostics go to standard error: text for people, or one JSON object a line. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: DiagnosticsFormat,
  { write, color }: Output,
): void {
  for (const diagnostic of diagnostics) {
    write(
      format === 'json'
        ? `${JSON.stringify(render(diagnostic))}\n`
        : `${renderText(diagnostic, { color })}\n`,
    );
  }
}

export const renderAll = (diagnostics: readonly Diagnostic[]): RenderedDiagnostic[] =>
  diagnostics.map(render);
