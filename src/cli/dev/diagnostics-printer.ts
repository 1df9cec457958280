/** Diagnostics as `dev` prints them: each of them when it appears, not again at every edit. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { printDiagnostics, type DiagnosticsFormat, type Output } from '../io.ts';

export interface DiagnosticsPrinter {
  /** All that there are now; returns how many of them were new. */
  readonly print: (diagnostics: readonly Diagnostic[]) => number;
}

export function createDiagnosticsPrinter(format: DiagnosticsFormat, output: Output): DiagnosticsPrinter {
  let printed: ReadonlySet<string> = new Set();
  return {
    print: (diagnostics) => {
      const fresh = diagnostics.filter((diagnostic) => !printed.has(JSON.stringify(diagnostic)));
      printed = new Set(diagnostics.map((diagnostic) => JSON.stringify(diagnostic)));
      printDiagnostics(fresh, format, output);
      return fresh.length;
    },
  };
}
