/** What a command gets of its process; tests put their own here. */
import type { RenderedDiagnostic } from '../diagnostics/render.ts';
import { render, renderText } from '../diagnostics/render.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

export interface Output {
  readonly write: (text: string) => void;
  readonly color: boolean;
}

export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Relative paths start here. */
  readonly cwd: string;
  /** Aborts on SIGTERM and SIGINT. */
  readonly signal: AbortSignal;
}

export function processIo(signal: AbortSignal): Io {
  const { env } = process;
  return {
    stdin: process.stdin,
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    environment: env,
    // `npm run` starts us in the package; the user is where INIT_CWD says.
    cwd: env['INIT_CWD'] ?? process.cwd(),
    signal,
  };
}

function outputTo(stream: NodeJS.WriteStream): Output {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0';
  return {
    write: (text) => void stream.write(text),
    color: forced || (stream.isTTY && !NO_COLOR && FORCE_COLOR !== '0'),
  };
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
