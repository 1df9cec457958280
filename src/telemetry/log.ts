/** Structured logs: one JSON line an event, on standard error or standard output. */
import { destination, pino, stdTimeFunctions, type Logger } from 'pino';
import { printable } from '../diagnostics/printable.ts';

export type { Logger };

/** A stream of the process, or what stands in for one. */
export type LogTarget = keyof typeof FILE_DESCRIPTORS | { readonly write: (line: string) => void };

const FILE_DESCRIPTORS = { stdout: 1, stderr: 2 } as const;

export const createLogger = (target: LogTarget, level = 'info'): Logger =>
  pino(
    {
      base: null,
      level,
      timestamp: stdTimeFunctions.isoTime,
      redact: ['*.data', '*.password', '*.privateKey'],
      // JSON leaves some of what a terminal obeys as it is.
      hooks: { streamWrite: (line) => `${printable(line.trimEnd())}\n` },
    },
    typeof target === 'string' ? destination({ dest: FILE_DESCRIPTORS[target], sync: true }) : target,
  );
