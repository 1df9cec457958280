/** One order for lists of diagnostics, whatever order they were found in. */
import { refText, type Diagnostic } from './diagnostic.ts';

const keyOf = ({ object, code, detail, source }: Diagnostic): string =>
  JSON.stringify([object ? refText(object) : '', code, detail, source?.file, source?.line, source?.column]);

/** Sorted by object, then code, then detail; each once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byKey = new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, diagnostic]) => diagnostic);
}
