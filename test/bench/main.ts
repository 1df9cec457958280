/**
 * `npm run bench [-- --json]`: how long the work takes and how much memory it needs. `npm run bench -- controller`
 * measures the running controller instead (`controller/measure.ts`), in about four minutes, `npm run bench -- rollouts`
 * the requests that fail while a Deployment rolls (`rollouts/measure.ts`), in about five.
 *
 *   cases     clusters of several sizes -> plan: in this process again and again, and once in fresh processes
 *   pfx       one certificate -> the file that is uploaded
 *   programs  whole commands in fresh processes, reading manifests from files
 *
 * Nothing here is a test: figures depend on the machine, so no run fails for being slow.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CASES } from './cases.ts';
import { measureController } from './controller/measure.ts';
import { renderController } from './controller/report.ts';
import type { Cell } from './rollouts/cells.ts';
import { measureRollouts, selectCells } from './rollouts/measure.ts';
import { drawRollout } from './rollouts/picture.ts';
import { renderRollouts } from './rollouts/report.ts';
import { PFX_CASES } from './pfx.ts';
import { measurePrograms, type Program } from './processes.ts';
import { commands } from './programs.ts';
import { renderReport, titleOf, type PfxRow, type PipelineRow, type Report } from './report.ts';
import { runAll, splitStages } from './stages.ts';
import { timeWarm } from './warm.ts';

/** Spent on timing the stages of one case, in ms. */
const STAGES_BUDGET = 400;
const FIRST_RUN = fileURLToPath(new URL('first-run.ts', import.meta.url));

const USAGE = 'npm run bench [-- [controller | rollouts [CELL…] [--full] [--picture FILE]] [--json]]';

const { values, positionals } = readWords();
const [first, ...others] = positionals;
if (first !== 'rollouts' && (values.full || values.picture !== undefined))
  refuse('--full and --picture belong to rollouts');
if (first === undefined) await benchPipeline();
else if (first === 'rollouts') await benchRollouts(readCells(others));
else if (positionals.join(' ') === 'controller') await benchController();
else refuse(`nothing is called ${positionals.join(' ')}`);

function readWords() {
  try {
    return parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
        picture: { type: 'string' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function refuse(reason: string): never {
  process.stderr.write(`bench: ${reason}\nUsage: ${USAGE}\n`);
  process.exit(1);
}

async function benchPipeline(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'appgw-ingress-bench-'));
  try {
    const report = await measure(folder);
    print(report, renderReport);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function benchController(): Promise<void> {
  const report = { machine: machine(), ...(await measureController()) };
  print(report, (measured) => `${titleOf(measured.machine)}\n\n${renderController(measured)}`);
}

function readCells(words: readonly string[]): readonly Cell[] {
  try {
    const { full: isFull, picture } = values;
    return selectCells({ words, isFull, isPictured: picture !== undefined });
  } catch (error) {
    return refuse((error as Error).message);
  }
}

async function benchRollouts(cells: readonly Cell[]): Promise<void> {
  const { rows, pictured } = await measureRollouts(cells, (text) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  if (values.picture !== undefined && pictured) writeFileSync(values.picture, drawRollout(pictured));
  print(
    { machine: machine(), rows },
    (report) => `${titleOf(report.machine)}\n\n${renderRollouts(report.rows)}`,
  );
}

function print<R>(report: R, render: (report: R) => string): void {
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : render(report));
}

function machine(): Report['machine'] {
  return { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
}

async function measure(folder: string): Promise<Report> {
  const cases = CASES.map((described, index) => {
    const inputs = described.prepare();
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(inputs));
    const firstRun: Program = { name: `first run: ${described.name}`, args: [FIRST_RUN, file] };
    return { ...described, inputs, firstRun };
  });
  const programs = commands(folder);
  const costs = await measurePrograms([...programs, ...cases.map(({ firstRun }) => firstRun)]);

  const pipeline: PipelineRow[] = [];
  for (const { name, goal = null, inputs, firstRun } of cases) {
    const timing = await timeWarm(name, () => runAll(inputs));
    const stages = splitStages(inputs, STAGES_BUDGET);
    const { printed, maxRssMb } = costs.get(firstRun.name)!;
    pipeline.push({ name, goal, ...timing, stages, firstRunMs: printed, maxRssMb });
  }
  const pfx: PfxRow[] = [];
  for (const { name, run } of PFX_CASES) pfx.push({ name, ...(await timeWarm(name, run)) });

  return {
    machine: machine(),
    pipeline,
    pfx,
    programs: programs.map(({ name, goal = null }) => {
      const { wallMs, maxRssMb } = costs.get(name)!;
      return { name, goal, wallMs, maxRssMb };
    }),
  };
}
