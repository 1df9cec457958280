/** `dev` for people: what it is doing while it does it. Everything goes to standard output. */
import { renderText } from '../../diagnostics/render.ts';
import { painter } from '../../diagnostics/paint.ts';
import type { ReconcileObserver } from '../../controller/reconcile.ts';
import { isError } from '../../diagnostics/diagnostic.ts';
import { renderPlan } from '../../plan/render.ts';
import type { Output } from '../io.ts';
import type { DevEvent, ReadyEvent } from './events.ts';
import { curlLines, type Suggestion } from './suggestions.ts';

export interface Screen {
  readonly observer: ReconcileObserver;
  readonly onEvent: (event: DevEvent) => void;
  readonly say: (text: string) => void;
}

export function createScreen({ write, color }: Output, now: () => number): Screen {
  const paint = painter(color);
  const line = (text = ''): void => write(`${text}\n`);
  let suggestions: readonly Suggestion[] = [];
  let startedAt = 0;
  let polls = 0;
  const seconds = (): string => `${((now() - startedAt) / 1000).toFixed(1)} s`;

  return {
    observer: {
      onPlanned: ({ plan, routing }, live, diagnostics) => {
        suggestions = curlLines(routing);
        for (const diagnostic of diagnostics) line(renderText(diagnostic, { color }));
        const held = diagnostics.filter(isError).length;
        if (held > 0)
          line(paint('red', `${held} ${held === 1 ? 'error' : 'errors'}; everything else is served.`));
        if (diagnostics.length > 0) line();
        line(renderPlan(plan, live, { color }));
        line();
      },
      onPut: () => {
        startedAt = now();
        polls = 0;
        line(`${paint('cyan', 'PUT')} sent to the emulated ARM`);
      },
      onPoll: (status) => {
        polls++;
        if (polls === 1 || status !== 'InProgress')
          line(paint('dim', `    operation ${status} after ${seconds()}`));
      },
    },
    onEvent: (event) => {
      if (event.event === 'ready') showReady(event);
      if (event.event === 'applied') line(paint('green', `✔ applied (${event.puts} PUTs since the start)\n`));
      if (event.event === 'unchanged') line(paint('dim', '✔ nothing to send\n'));
      if (event.event === 'error') line(paint('red', `✖ ${event.error.code}: ${event.error.message}\n`));
    },
    say: line,
  };

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
