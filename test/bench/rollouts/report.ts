/** What was measured of rollouts, as a table for a person. */
import { styleText } from 'node:util';
import type { Cell } from './cells.ts';
import type { Row } from './tally.ts';

const TITLES: Readonly<Record<Cell['variant'], string>> = {
  gate: 'readiness gate, preStop as long as the controller asks for',
  plain: 'no gate, no preStop',
  advice: 'no gate, preStop of 90 s and draining',
};

const HEAD = [
  'operation',
  'pods',
  'rollout',
  'requests',
  'failed',
  'PUTs',
  'fewest',
  'WebSockets cut',
  'closed',
  'refused',
  'gone in pool',
  'longest',
] as const;

const GAP = '  ';

export function renderRollouts(rows: readonly Row[]): string {
  const cells = rows.map(cellsOf);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...cells.map((row) => row[column]!.length)),
  );
  const line = (texts: readonly string[]): string =>
    texts.map((text, column) => text.padStart(widths[column]!)).join(GAP);
  const lines = rows.flatMap((row, index) => [
    ...(row.variant === rows[index - 1]?.variant ? [] : ['', styleText('bold', TITLES[row.variant])]),
    row.failed === 0 ? line(cells[index]!) : styleText('red', line(cells[index]!)),
  ]);
  return `${[line(HEAD), ...lines].join('\n')}\n\n${summary(rows)}`;
}

const cellsOf = (row: Row): readonly string[] => [
  row.speed === 1 ? `${row.operation} s, 1:1` : `${row.operation} s`,
  String(row.pods),
  `${row.seconds.toFixed(0)} s`,
  String(row.sent),
  String(row.failed),
  String(row.puts),
  String(row.fewestPuts),
  String(row.cutByPuts),
  String(row.cutByPods),
  String(row.notOpened),
  String(row.goneInPool),
  `${row.longestGone.toFixed(0)} s`,
];

/** The goal: no failed request of 100,000 with the gate, where an operation takes as long as real ones do. */
function summary(rows: readonly Row[]): string {
  const judged = rows.filter(
    ({ variant, operation, speed }) => variant === 'gate' && operation >= 20 && speed > 1,
  );
  const sum = (of: (row: Row) => number): number => judged.reduce((total, row) => total + of(row), 0);
  if (judged.length === 0) return '';
  const [sent, failed, puts, fewest] = [
    sum((row) => row.sent),
    sum((row) => row.failed),
    sum((row) => row.puts),
    sum((row) => row.fewestPuts),
  ];
  const times = (puts / fewest).toFixed(2);
  return `gate, operations of 20 s and more: ${failed} of ${sent} requests failed; ${puts} PUTs, ${times} times the fewest\n`;
}
