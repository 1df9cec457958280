/** What was measured of the controller, as a table for a person. */
import { styleText } from 'node:util';
import type { ControllerReport, PhaseRow } from './measure.ts';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Stay below. */
  readonly goal?: number;
}

/** Decision 3: between two PUTs. */
const FLOOR_MS = 5_000;
/** What is allowed on top of what has to be waited for. */
const SLACK_MS = 50;

export function renderController(report: ControllerReport): string {
  const { starts, settled, bundle, getMs, holdoffMs, phases } = report;
  const sections: readonly (readonly [string, readonly Row[]])[] = [
    [
      'bundle',
      [
        { what: `size, ${bundle.files} files`, value: bundle.kb, unit: 'KB' },
        { what: 'cold start (run --help)', value: bundle.coldMs, unit: 'ms' },
        { what: 'the same from sources', value: bundle.sourcesColdMs, unit: 'ms' },
      ],
    ],
    ...starts.map(({ program, syncedMs, firstPutMs, rssMb }): readonly [string, readonly Row[]] => [
      `start of the ${program}`,
      [
        { what: 'caches synced', value: syncedMs, unit: 'ms' },
        { what: 'first plan, at ARM', value: firstPutMs, unit: 'ms', goal: 3_000 },
        { what: 'RSS then', value: rssMb, unit: 'MB', goal: 150 },
      ],
    ]),
    ['settled', [{ what: 'RSS', value: settled.rssMb, unit: 'MB', goal: 150 }]],
    ...phases.map((phase): readonly [string, readonly Row[]] => [
      titleOf(phase),
      phaseRows(phase, holdoffMs + getMs + SLACK_MS),
    ]),
  ];
  const lines = sections.flatMap(([title, rows]) => [styleText('bold', title), ...rows.map(line)]);
  return `${lines.join('\n')}\n`;
}

const titleOf = ({ name, phase, seconds }: PhaseRow): string =>
  `${name}: ${phase.events} changes in ${seconds.toFixed(0)} s, operations of ${phase.latencyMs / 1000} s`;

function phaseRows(row: PhaseRow, idleGoal: number): readonly Row[] {
  const { name, phase, wait, lost, usage } = row;
  const goal = name === 'idle' && { goal: idleGoal };
  return [
    { what: `change to PUT at ARM, median of ${wait.samples}`, value: wait.median, unit: 'ms', ...goal },
    { what: 'change to PUT at ARM, p99', value: wait.p99, unit: 'ms', ...goal },
    ...(name === 'idle' ? [] : churnRows(row)),
    { what: 'changes that no PUT carried', value: lost, unit: '', goal: 1 },
    { what: 'RSS at the end', value: usage.rssMb, unit: 'MB', goal: 150 },
    {
      what: 'CPU of the whole phase, per change',
      value: (1000 * usage.cpuSeconds) / phase.events,
      unit: 'ms',
    },
  ];
}

function churnRows({ phase, seconds, puts, fromEndOfOperation }: PhaseRow): readonly Row[] {
  const slots = (seconds * 1000) / (phase.latencyMs + FLOOR_MS);
  return [
    {
      what: 'end of an operation to the next PUT, longest',
      value: Math.max(...fromEndOfOperation),
      unit: 'ms',
      goal: FLOOR_MS + SLACK_MS,
    },
    // One in each, and one at the beginning.
    { what: `PUTs in ${slots.toFixed(1)} slots`, value: puts, unit: '', goal: Math.floor(slots) + 2 },
    { what: 'PUTs per 1,000 changes', value: (1000 * puts) / phase.events, unit: '' },
  ];
}

function line({ what, value, unit, goal }: Row): string {
  const text = `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`.padStart(10);
  if (goal === undefined) return `  ${what.padEnd(46)}${text}`;
  return `  ${what.padEnd(46)}${styleText(value < goal ? 'green' : 'red', text)}  < ${goal.toFixed(0)}`;
}
