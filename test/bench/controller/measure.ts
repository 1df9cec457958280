/**
 * `npm run bench -- controller [--json]`: the controller as a process of its own, with an API server and ARM in another.
 *
 *   start   process ─► caches synced ─► first PUT, of the bundle and of the sources
 *   idle    single changes, each long after the one before
 *   churn   an hour's worth of changes in two minutes, operations a tenth of the real ones
 *   real    the same at the pace of an hour, operations of 20 s
 *
 * All phases but the starts are those of one process of the bundle, which is what runs in production.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { HOLDOFF } from '../../../src/controller/holdoff.ts';
import { readStages } from '../../image/dockerfile.ts';
import { median } from '../median.ts';
import { measurePrograms } from '../processes.ts';
import type { Phase, PhaseResult } from './messages.ts';
import { startController, startWorld, type Controller, type Usage, type World } from './processes.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
/** As the image runs it. */
const BUNDLE = [...imageFlags(), fromRoot('dist/main.js')];
const SOURCES = [fromRoot('src/main.ts')];

const STARTS = 3;
/** The statuses of all Ingresses are written after the first PUT, and the gateway is looked at again. */
const SETTLE_MS = 12_000;

const PHASES = {
  /** A change after everything that the one before brought about: operation, floor, second look. */
  idle: { events: 8, everyMs: 8_000, latencyMs: 500, services: 'served' },
  churn: { events: 10_000, everyMs: 7, latencyMs: 2_000, services: 'all' },
  real: { events: 200, everyMs: 360, latencyMs: 20_000, services: 'all' },
} as const satisfies Record<string, Phase>;

export type PhaseName = keyof typeof PHASES;

export interface Start {
  readonly program: 'bundle' | 'sources';
  /** Ms from the start of the process. */
  readonly syncedMs: number;
  readonly firstPutMs: number;
  /** When the first PUT came. */
  readonly rssMb: number;
}

export interface PhaseRow extends Omit<PhaseResult, 'waits'> {
  readonly name: PhaseName;
  readonly wait: { readonly median: number; readonly p99: number; readonly samples: number };
  readonly phase: Phase;
  /** At its end; CPU that it took. */
  readonly usage: Usage;
}

export interface ControllerReport {
  readonly starts: readonly Start[];
  readonly settled: Usage;
  readonly getMs: number;
  readonly holdoffMs: number;
  readonly phases: readonly PhaseRow[];
  readonly bundle: {
    readonly files: number;
    readonly kb: number;
    readonly coldMs: number;
    readonly sourcesColdMs: number;
  };
}

export async function measureController(): Promise<ControllerReport> {
  await run([fromRoot('test/tools/bundle.ts')]);
  const bundle = { ...(await sizeOf(fromRoot('dist'))), ...(await measureCold()) };
  const starts = [await measureStart('sources', SOURCES), await measureStart('bundle', BUNDLE)];
  return { starts, bundle, holdoffMs: HOLDOFF.quiet, ...(await measurePhases()) };
}

async function measureStart(program: Start['program'], main: readonly string[]): Promise<Start> {
  const samples: Start[] = [];
  while (samples.length < STARTS)
    samples.push(await inWorld(main, (_, start) => Promise.resolve({ program, ...start })));
  const middle = (of: (start: Start) => number): number => median(samples.map(of));
  return {
    program,
    syncedMs: middle(({ syncedMs }) => syncedMs),
    firstPutMs: middle(({ firstPutMs }) => firstPutMs),
    rssMb: middle(({ rssMb }) => rssMb),
  };
}

const measurePhases = () =>
  inWorld(BUNDLE, async ({ world, controller }) => {
    await sleep(SETTLE_MS);
    const settled = await controller.usage();
    const getMs = await world.timeGet();
    const phases: PhaseRow[] = [];
    for (const [name, phase] of Object.entries(PHASES) as [PhaseName, Phase][]) {
      const before = await controller.usage();
      const { waits, ...result } = await world.run(phase);
      const after = await controller.usage();
      const usage = { ...after, cpuSeconds: after.cpuSeconds - before.cpuSeconds };
      phases.push({ name, phase, wait: summarize(waits), ...result, usage });
    }
    return { settled, getMs, phases };
  });

function summarize(waits: readonly number[]): PhaseRow['wait'] {
  const sorted = waits.toSorted((a, b) => a - b);
  const p99 = sorted[Math.ceil(0.99 * sorted.length) - 1] ?? Number.NaN;
  return { median: median(sorted), p99, samples: sorted.length };
}

/** A new world, and the controller in it as it is when the first PUT has come. */
async function inWorld<T>(
  program: readonly string[],
  work: (
    running: { readonly world: World; readonly controller: Controller },
    start: Omit<Start, 'program'>,
  ) => Promise<T>,
): Promise<T> {
  const world = await startWorld();
  try {
    const controller = await startController(program, world);
    try {
      const { startedAt } = controller;
      const syncedMs = (await controller.logged('caches synced')) - startedAt;
      const firstPutMs = (await world.firstPut) - startedAt;
      const { rssMb } = await controller.usage();
      return await work({ world, controller }, { syncedMs, firstPutMs, rssMb });
    } finally {
      await controller.stop();
    }
  } finally {
    await world.close();
  }
}

async function measureCold(): Promise<{ readonly coldMs: number; readonly sourcesColdMs: number }> {
  const costs = await measurePrograms([
    { name: 'bundle', args: [...BUNDLE, 'run', '--help'] },
    { name: 'sources', args: [...SOURCES, 'run', '--help'] },
  ]);
  return { coldMs: costs.get('bundle')!.wallMs, sourcesColdMs: costs.get('sources')!.wallMs };
}

async function sizeOf(folder: string): Promise<{ readonly files: number; readonly kb: number }> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return { files: names.length, kb: sizes.reduce((sum, size) => sum + size, 0) / 1024 };
}

async function run(args: readonly string[]): Promise<void> {
  const [code] = (await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}`);
}

function imageFlags(): readonly string[] {
  const last = readStages().at(-1)!.instructions;
  const { words } = last.find(({ name }) => name === 'ENTRYPOINT')!;
  return (JSON.parse(words) as readonly string[]).slice(1, -1);
}
