/** A file of a flag in YAML or JSON, held against a schema; what is wrong is told with its line and column. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { CliFailure } from '../failure.ts';
import { reasonOf } from '../reason.ts';

export async function readChecked<T>(
  flag: string,
  file: string,
  cwd: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const { LineCounter, parseDocument } = await import('yaml');
  const text = await readFile(resolve(cwd, file), 'utf8').catch((cause: unknown) => {
    throw new CliFailure(`${flag} ${file}: ${reasonOf(cause)}`, { cause });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const refuse = (offset: number, cause: unknown): never => {
    const { line, col } = lines.linePos(offset);
    throw new CliFailure(`${flag} ${file}:${line}:${col}: ${reasonOf(cause)}`, { cause });
  };
  const [broken] = document.errors;
  if (broken) return refuse(broken.pos[0], broken);
  const checked = schema.safeParse(document.toJS());
  return checked.success ? checked.data : refuse(offsetOf(document, checked.error), checked.error);
}

/** Of the innermost part of the path that is there. */
function offsetOf(document: Document, { issues: [issue] }: z.ZodError): number {
  const path: readonly unknown[] = issue?.path ?? [];
  for (let length = path.length; length > 0; length -= 1) {
    const range = rangeOf(document.getIn(path.slice(0, length), true));
    if (range) return range[0];
  }
  return rangeOf(document.contents)?.[0] ?? 0;
}

const rangeOf = (node: unknown): readonly [number, number, number] | null =>
  typeof node === 'object' && node !== null && 'range' in node
    ? (node.range as readonly [number, number, number] | null)
    : null;
