/** The `Io` of the process itself. */
import { isatty } from 'node:tty';
import { systemClock } from '../clock/clock.ts';
import type { Io, Output } from './io.ts';

/** What still runs so long after a signal is ended for it: two seconds are promised (design, section 5). */
const GRACE_MS = 1500;

export function processIo(): Io {
  const { env } = process;
  const stopping = new AbortController();
  let stop: AbortSignal | null = null;
  const stopSignal = (): AbortSignal => (stop ??= abortOnSignals(stopping));
  return {
    stdin: process.stdin,
    // Whoever read our output is gone: nothing is left to do for a command that only prints.
    stdout: outputTo(process.stdout, () => stopping.abort()),
    stderr: outputTo(process.stderr, () => {}),
    logs: 'stdout',
    clock: systemClock,
    environment: env,
    // `npm run` starts us in the package; the user is where INIT_CWD says.
    cwd: env['INIT_CWD'] ?? process.cwd(),
    stopSignal,
  };
}

/** `npm` and `timeout` send a signal twice: to the group, and on to their child. The second must not kill us. */
function abortOnSignals(stopping: AbortController): AbortSignal {
  const stop = (): void => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    setTimeout(() => process.exit(0), GRACE_MS).unref();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  return stopping.signal;
}

function outputTo(stream: NodeJS.WriteStream & { readonly fd: number }, onBrokenPipe: () => void): Output {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const isTerminal = isatty(stream.fd);
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0';
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    onBrokenPipe();
  });
  return {
    write: (text) => void stream.write(text),
    color: forced || (isTerminal && !NO_COLOR && FORCE_COLOR !== '0'),
    interactive: isTerminal,
  };
}
