/** `dev` for programs: one JSON line an event on standard output, logs and diagnostics on standard error. */
import { createLogger } from '../../telemetry/log.ts';
import type { Output } from '../io.ts';
import type { DiagnosticsPrinter } from './diagnostics-printer.ts';
import type { View } from './view.ts';

export function createJournal({ write }: Output, printer: DiagnosticsPrinter): View {
  const log = createLogger('stderr');
  return {
    observer: {
      onPlanned: ({ plan }, _live, diagnostics) => {
        printer.print(diagnostics);
        log.info({ changes: plan.changes.length }, 'planned');
      },
      onPut: () => log.info('PUT sent'),
      onPoll: (status) => log.debug({ status }, 'operation'),
    },
    onEvent: (event) => {
      write(`${JSON.stringify(event)}\n`);
      if (event.event === 'error') log.error(event.error, 'failed');
    },
    onWarning: (message) => log.warn(message),
  };
}
