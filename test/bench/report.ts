/** What was measured, as one table for a person. */
import { stripVTControlCharacters, styleText } from 'node:util';
import { STAGES, type Split } from './stages.ts';
import type { Timing } from './warm.ts';

export interface PipelineRow extends Timing {
  readonly name: string;
  readonly goal: number | null;
  readonly stages: Split;
  /** In a fresh process. */
  readonly firstRunMs: number;
  readonly maxRssMb: number;
}

export interface ProgramRow {
  readonly name: string;
  readonly goal: number | null;
  readonly wallMs: number;
  readonly maxRssMb: number;
}

export interface PfxRow extends Timing {
  readonly name: string;
}

export interface Report {
  readonly machine: { readonly node: string; readonly cpu: string; readonly cores: number };
  readonly pipeline: readonly PipelineRow[];
  readonly programs: readonly ProgramRow[];
  readonly pfx: readonly PfxRow[];
}

type Row = readonly string[];

const HEAD: Row = ['ms unless said otherwise', 'goal', 'p50', 'p99', 'first run', 'RSS MB', ...STAGES];

export function renderReport({ machine, pipeline, programs, pfx }: Report): string {
  const rows: readonly Row[] = [
    HEAD,
    ['objects and live gateway -> plan'],
    ...pipeline.map((row) => [
      `  ${row.name}`,
      goal(row.goal),
      verdict(row.p50, row.goal),
      number(row.p99),
      number(row.firstRunMs),
      row.maxRssMb.toFixed(0),
      ...STAGES.map((stage) => number(row.stages[stage])),
    ]),
    ['one certificate -> PFX'],
    ...pfx.map((row) => [`  ${row.name}`, '', number(row.p50), number(row.p99)]),
    ['fresh process, from start to end'],
    ...programs.map((row) => [
      `  ${row.name}`,
      goal(row.goal),
      '',
      '',
      verdict(row.wallMs, row.goal),
      row.maxRssMb.toFixed(0),
    ]),
  ];
  return `${titleOf(machine)}\n\n${align(rows)}\n\nstages: median of each alone; first run and RSS: median of 5 fresh processes\n`;
}

export const titleOf = ({ node, cores, cpu }: Report['machine']): string =>
  `Node ${node} on ${cores} cores of ${cpu}`;

const number = (ms: number): string => ms.toFixed(ms < 10 ? 2 : 1);
const goal = (ms: number | null): string => (ms === null ? '' : `< ${ms}`);
const verdict = (ms: number, limit: number | null): string =>
  limit === null ? number(ms) : styleText(ms < limit ? 'green' : 'red', number(ms));

function align(rows: readonly Row[]): string {
  const widths = HEAD.map((_, column) =>
    Math.max(...rows.map((row) => (row.length > 1 ? visible(row[column] ?? '') : 0))),
  );
  return rows
    .map((row) =>
      row.length === 1
        ? styleText('bold', row[0]!)
        : row.map((cell, column) => pad(cell, widths[column]!, column === 0)).join('  '),
    )
    .join('\n');
}

const visible = (text: string): number => stripVTControlCharacters(text).length;
const pad = (cell: string, width: number, left: boolean): string => {
  const space = ' '.repeat(width - visible(cell));
  return left ? cell + space : space + cell;
};
