/** Why a file cannot be used, in one line, for `--flag FILE: …`. */
import { z } from 'zod';

export function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return issueText(error.issues[0]!);
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'no such file';
  if ('code' in error && error.code === 'EISDIR') return 'it is a directory';
  return error.message.split('\n', 1)[0]!;
}

function issueText({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`;
}
