/** `dev` for people: what it is doing while it does it. Diagnostics go to standard error, the rest to standard output. */
import { systemClock, type Clock } from '../../clock/clock.ts';
import { isError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { painter } from '../../diagnostics/paint.ts';
import { renderPlan } from '../../plan/render.ts';
import type { Output } from '../io.ts';
import type { DiagnosticsPrinter } from './diagnostics-printer.ts';
import type { ReadyEvent } from './events.ts';
import { createLines } from './lines.ts';
import { curlLines, type Suggestion } from './suggestions.ts';
import type { View } from './view.ts';

export function createScreen(
  output: Output,
  printer: DiagnosticsPrinter,
  { now }: Pick<Clock, 'now'> = systemClock,
): View {
  const { color } = output;
  const paint = painter(color);
  const { line, passing, clear } = createLines(output);
  let suggestions: readonly Suggestion[] = [];
  let sentAt = 0;
  let polls = 0;

  return {
    observer: {
      onPlanned: ({ plan, routing }, live, diagnostics) => {
        suggestions = curlLines(routing);
        showDiagnostics(diagnostics);
        line(renderPlan(plan, live, { color }));
        line();
      },
      onPut: () => {
        sentAt = now();
        polls = 0;
        line(`${paint('cyan', 'PUT')} sent to the emulated ARM`);
      },
      onPoll: (status) => {
        const text = paint('dim', `    operation ${status} after ${((now() - sentAt) / 1000).toFixed(1)} s`);
        polls++;
        if (status === 'InProgress' && output.interactive) passing(text);
        else if (status !== 'InProgress' || polls === 1) line(text);
      },
    },
    onEvent: (event) => {
      if (event.event === 'ready') showReady(event);
      if (event.event === 'applied') line(paint('green', `✔ applied (${event.puts} PUTs since the start)\n`));
      if (event.event === 'unchanged') line(paint('dim', '✔ nothing to send\n'));
      if (event.event === 'error') line(paint('red', `✖ ${event.error.code}: ${event.error.message}\n`));
    },
    onWarning: (message) => line(paint('yellow', `▲ ${message}`)),
  };

  function showDiagnostics(diagnostics: readonly Diagnostic[]): void {
    clear();
    const fresh = printer.print(diagnostics);
    const known = diagnostics.length - fresh;
    if (known > 0) line(paint('dim', `${known} ${known === 1 ? 'diagnostic' : 'diagnostics'} as before`));
    const held = diagnostics.filter(isError).length;
    if (held > 0)
      line(paint('red', `${held} ${held === 1 ? 'error' : 'errors'}; everything else is served.`));
    if (diagnostics.length > 0) line();
  }

  function showReady({ listeners, arm, armCa, gatewayId, ca }: ReadyEvent): void {
    line(paint('green', `✔ serving`));
    for (const { frontend, protocol, port, address } of listeners) {
      line(`    ${frontend} ${protocol} port ${String(port).padEnd(5)} ${paint('bold', address)}`);
    }
    line(paint('dim', `    ARM ${arm} (CA ${armCa})`));
    line(paint('dim', `    ${gatewayId}`));
    const lines = suggestions.flatMap((suggestion) => suggestion(listeners, ca) ?? []).slice(0, 3);
    if (lines.length > 0) line(`\nTry:`);
    for (const text of lines) line(`  ${paint('cyan', text)}`);
    if (ca) line(paint('dim', `\nTo trust the development CA in a shell: export CURL_CA_BUNDLE=${ca}`));
    line(paint('dim', '\nEdit, add or delete a manifest: it is planned and applied at once. Ctrl-C ends.\n'));
  }
}
