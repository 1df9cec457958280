import test from 'ava';
import { createDiagnosticsPrinter } from '../../../../src/cli/dev/diagnostics-printer.ts';
import { createLines } from '../../../../src/cli/dev/lines.ts';
import { createScreen } from '../../../../src/cli/dev/screen.ts';
import type { View } from '../../../../src/cli/dev/view.ts';
import { diagnose } from '../../../../src/diagnostics/diagnostic.ts';

const WARNING = diagnose('DEFAULT_BACKEND_SERVICE_MISSING', null, { service: 's' });
const OTHER = diagnose('AGIC_PRESENT', null, { mark: 'm' });

interface Watched extends View {
  readonly shown: () => string;
}

function watch({ interactive = false, color = false } = {}): Watched {
  let text = '';
  let now = 0;
  const output = { write: (more: string) => void (text += more), color, interactive };
  const printer = { print: () => 0 };
  return { ...createScreen(output, printer, { now: () => (now += 500) }), shown: () => text };
}

function operate({ observer }: View): void {
  observer.onPut!();
  for (const status of ['InProgress', 'InProgress', 'InProgress', 'Succeeded']) observer.onPoll!(status);
}

test('in a pipe an operation is told by its begin and its end, in plain lines', (t) => {
  const screen = watch();
  operate(screen);
  t.deepEqual(screen.shown().split('\n'), [
    'PUT sent to the emulated ARM',
    '    operation InProgress after 0.5 s',
    '    operation Succeeded after 2.0 s',
    '',
  ]);
});

test('on a terminal one line follows it', (t) => {
  const screen = watch({ interactive: true });
  operate(screen);
  const clear = '\r\u001b[2K';
  t.is(
    screen.shown(),
    [
      'PUT sent to the emulated ARM\n',
      ...['0.5', '1.0', '1.5'].map((time) => `${clear}    operation InProgress after ${time} s`),
      `${clear}    operation Succeeded after 2.0 s\n`,
    ].join(''),
  );
});

test('without colour there is no escape in it', (t) => {
  const events = [
    { event: 'applied', puts: 2, diagnostics: [] },
    { event: 'unchanged', puts: 2, diagnostics: [] },
    { event: 'error', puts: 2, diagnostics: [], error: { code: 'C', message: 'm' } },
  ] as const;
  for (const color of [false, true]) {
    const screen = watch({ color });
    for (const event of events) screen.onEvent(event);
    screen.onWarning('careful');
    for (const word of ['applied', 'nothing to send', 'C: m', 'careful'])
      t.true(screen.shown().includes(word), word);
    t.is(screen.shown().includes('\u001b'), color);
  }
});

test('ready shows where to ask, and how to trust', (t) => {
  const screen = watch();
  screen.onEvent({
    event: 'ready',
    puts: 1,
    diagnostics: [],
    listeners: [{ frontend: 'public', protocol: 'http', port: 80, address: '127.0.0.1:8080' }],
    ca: '/tmp/ca.pem',
    arm: 'https://127.0.0.1:1',
    armCa: '/tmp/arm.pem',
    gatewayId: '/g',
  });
  for (const text of [
    'public http port 80',
    '127.0.0.1:8080',
    'CURL_CA_BUNDLE=/tmp/ca.pem',
    'https://127.0.0.1:1',
  ])
    t.true(screen.shown().includes(text), text);
});

test('a passing line is gone before the next one, and before somebody else writes', (t) => {
  let text = '';
  const lines = createLines({ write: (more) => void (text += more), color: false, interactive: true });
  lines.clear();
  lines.passing('a');
  lines.line('b');
  lines.passing('c');
  lines.clear();
  lines.clear();
  t.is(text, '\r\u001b[2Ka\r\u001b[2Kb\n\r\u001b[2Kc\r\u001b[2K');
});

test('a diagnostic is printed when it appears, and again when it comes back', (t) => {
  const written: string[] = [];
  const output = { write: (text: string) => void written.push(text), color: false, interactive: false };
  const { print } = createDiagnosticsPrinter('json', output);
  const codes = (): readonly string[] => written.splice(0).map((line) => JSON.parse(line).code as string);
  t.is(print([WARNING]), 1);
  t.deepEqual(codes(), ['DEFAULT_BACKEND_SERVICE_MISSING']);
  t.is(print([WARNING, OTHER]), 1);
  t.deepEqual(codes(), ['AGIC_PRESENT']);
  t.is(print([]), 0);
  t.is(print([WARNING]), 1);
  t.deepEqual(codes(), ['DEFAULT_BACKEND_SERVICE_MISSING']);
});
