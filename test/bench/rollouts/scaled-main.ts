/** The controller as a process of its own, in the time that BENCH_SCALE tells. */
import { processIo } from '../../../src/cli/process-io.ts';
import { runCli } from '../../../src/cli/program.ts';
import { scaledClock, type Scale } from './scaled-clock.ts';

const scale = JSON.parse(process.env['BENCH_SCALE']!) as Scale;
process.exitCode = await runCli(process.argv.slice(2), { ...processIo(), clock: scaledClock(scale) });
