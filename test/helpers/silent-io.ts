/** The `Io` of a command that nobody listens to and nobody stops. */
import { systemClock } from '../../src/clock/clock.ts';
import type { Io, Output } from '../../src/cli/io.ts';

const SILENT: Output = { write: () => undefined, color: false, interactive: false };

/** With what a test wants of it. */
export const silentIo = (wanted: Partial<Io> = {}): Io => ({
  stdin: (async function* () {})(),
  stdout: SILENT,
  stderr: SILENT,
  logs: SILENT,
  clock: systemClock,
  environment: {},
  cwd: '/',
  stopSignal: () => new AbortController().signal,
  ...wanted,
});
