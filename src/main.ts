/** argv -> command, nothing else. */
import { enableCompileCache } from 'node:module';

enableCompileCache();
const [{ runCli }, { endsWithBug }, { processIo }] = await Promise.all([
  import('./cli/program.ts'),
  import('./cli/failure.ts'),
  import('./cli/process-io.ts'),
]);
process.on('uncaughtException', endsWithBug);
process.exitCode = await runCli(process.argv.slice(2), processIo());
