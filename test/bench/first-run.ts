/** Child of the benchmark: runs the pipeline once in a process that never ran it, and prints how many ms it took. */
import { readFileSync } from 'node:fs';
import type { Input } from './cases.ts';
import { runAll } from './stages.ts';

const inputs = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as readonly Input[];
const start = performance.now();
runAll(inputs);
process.stdout.write(String(performance.now() - start));
