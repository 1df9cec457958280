/** Diagnostics as text and as JSON lines: the only place where their words are put together. */
import { CATALOGUE } from './catalogue/index.ts';
import type { Entry } from './catalogue/entry.ts';
import { painter } from './paint.ts';
import { oneLine, printable, shortened } from './printable.ts';
import { refText, type Diagnostic, type ObjectRef, type Severity, type Source } from './diagnostic.ts';

export interface RenderedDiagnostic {
  readonly severity: Severity;
  readonly code: string;
  readonly object: ObjectRef | null;
  readonly source: Source | null;
  readonly message: string;
  readonly hint: string;
}

/** Longer ones quote a text of somebody who meant harm, or pasted a file. */
export const MESSAGE_LIMIT = 4_000;

export function render(diagnostic: Diagnostic): RenderedDiagnostic {
  const entry = CATALOGUE[diagnostic.code] as Entry<Diagnostic['detail']>;
  return {
    severity: entry.severity,
    code: diagnostic.code,
    object: diagnostic.object,
    source: diagnostic.source ?? null,
    message: oneLine(shortened(entry.message(diagnostic.detail), MESSAGE_LIMIT)),
    hint: entry.hint,
  };
}

const MARKS = { error: ['red', '✖'], warning: ['yellow', '▲'], info: ['blue', '•'] } as const;

/** Two lines for a person: what and where, then what to do. */
export function renderText(diagnostic: Diagnostic, { color }: { readonly color: boolean }): string {
  const paint = painter(color);
  const { severity, code, object, source, message, hint } = render(diagnostic);
  const [colour, mark] = MARKS[severity];
  const where = source
    ? ` ${paint('dim', `(${printable(source.file)}:${source.line}:${source.column})`)}`
    : '';
  const who = object ? `${paint('bold', printable(refText(object)))} ` : '';
  return `${paint(colour, `${mark} ${severity}`)} ${who}${message} ${paint('dim', `[${code}]`)}${where}\n  ${paint('dim', hint)}`;
}
