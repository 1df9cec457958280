/** `main.ts` on the fast clock, for a controller that is a process of its own. */
import { processIo } from '../../../src/cli/process-io.ts';
import { runCli } from '../../../src/cli/program.ts';
import { fastClock } from './fast-clock.ts';

process.exitCode = await runCli(process.argv.slice(2), { ...processIo(), clock: fastClock });
