/**
 * `npm run bench -- rollouts [CELL…] [--full] [--picture FILE] [--json]`: requests and WebSockets through the emulated
 * gateway while a Deployment rolls, with the controller as a process of its own and time twenty times as fast.
 *
 *   cells ─► record each one, alone ─► tally ─► report, picture
 *
 * Nothing here is a test: figures depend on the machine, so no run fails for what it measures.
 */
import { CELLS, nameOf, REAL_TIME, type Cell } from './cells.ts';
import { recordCell, type Recording } from './cell.ts';
import { tally, type Row } from './tally.ts';

export interface RolloutsReport {
  readonly rows: readonly Row[];
  /** Of the one that shows most at a glance, if it was measured. */
  readonly pictured: Recording | null;
}

const PICTURED = 'gate/20/10';

export interface Selection {
  readonly words: readonly string[];
  readonly isFull: boolean;
  readonly isPictured: boolean;
}

/** Those whose names begin with one of the words, all where there is none; throws where that makes no sense. */
export function selectCells({ words, isFull, isPictured }: Selection): readonly Cell[] {
  const all = [...CELLS, ...(isFull ? [REAL_TIME] : [])];
  const isNamed = (cell: Cell, word: string): boolean => `${nameOf(cell)}/`.startsWith(`${word}/`);
  const unknown = words.find((word) => !all.some((cell) => isNamed(cell, word)));
  if (unknown !== undefined) throw new Error(`no rollout is called ${unknown}`);
  const cells = all.filter((cell) => words.length === 0 || words.some((word) => isNamed(cell, word)));
  if (isPictured && !cells.some((cell) => nameOf(cell) === PICTURED))
    throw new Error(`the picture is one of ${PICTURED}, which is not to be measured`);
  return cells;
}

export async function measureRollouts(
  cells: readonly Cell[],
  onProgress: (text: string) => void,
): Promise<RolloutsReport> {
  const rows: Row[] = [];
  let pictured: Recording | null = null;
  for (const [index, cell] of cells.entries()) {
    onProgress(`${index + 1}/${cells.length} ${nameOf(cell)}`);
    const recording = await recordCell(cell);
    rows.push(tally(recording));
    if (nameOf(cell) === PICTURED) pictured = recording;
  }
  return { rows, pictured };
}
