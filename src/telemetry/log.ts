/** Structured logs: one JSON line an event, on standard error or standard output. */
import { destination, pino, stdTimeFunctions, type Logger } from 'pino';

export type { Logger };

const FILE_DESCRIPTORS = { stdout: 1, stderr: 2 } as const;

export const createLogger = (stream: keyof typeof FILE_DESCRIPTORS, level = 'info'): Logger =>
  pino(
    {
      base: null,
      level,
      timestamp: stdTimeFunctions.isoTime,
      redact: ['*.data', '*.password', '*.privateKey'],
    },
    destination({ dest: FILE_DESCRIPTORS[stream], sync: true }),
  );
