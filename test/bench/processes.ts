/** Programs in fresh processes: wall time, largest resident memory and what they printed; the median of several. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { median } from './median.ts';

export interface Program {
  readonly name: string;
  readonly args: readonly string[];
  readonly exitCode?: number;
}

export interface ProcessCost {
  readonly wallMs: number;
  readonly maxRssMb: number;
  /** Median of what it printed, where that is a number. */
  readonly printed: number;
}

const SAMPLES = 5;
const REPORT_USAGE = new URL('report-usage.ts', import.meta.url).href;

/** Round after round over all programs, so that a slow minute of the machine falls on all of them; the first is not counted. */
export async function measurePrograms(
  programs: readonly Program[],
): Promise<ReadonlyMap<string, ProcessCost>> {
  const samples = new Map<string, ProcessCost[]>(programs.map(({ name }) => [name, []]));
  for (let round = 0; round <= SAMPLES; round++) {
    for (const program of programs) {
      const sample = await runOnce(program);
      if (round > 0) samples.get(program.name)!.push(sample);
    }
  }
  return new Map([...samples].map(([name, costs]) => [name, medianCost(costs)]));
}

async function runOnce({ name, args, exitCode = 0 }: Program): Promise<ProcessCost> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', REPORT_USAGE, ...args], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  const [output, usage, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stdio[3] as Readable),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  const wallMs = performance.now() - start;
  if (code !== exitCode) throw new Error(`${name} ended with ${String(code)} instead of ${exitCode}`);
  const { maxRSS } = JSON.parse(usage) as NodeJS.ResourceUsage;
  return { wallMs, maxRssMb: maxRSS / 1024, printed: Number(output) };
}

const medianCost = (costs: readonly ProcessCost[]): ProcessCost => ({
  wallMs: median(costs.map(({ wallMs }) => wallMs)),
  maxRssMb: median(costs.map(({ maxRssMb }) => maxRssMb)),
  printed: median(costs.map(({ printed }) => printed)),
});
