/** argv -> command, nothing else. */
import { enableCompileCache } from 'node:module';

enableCompileCache();
const [{ runCli }, { EXIT }, { processIo }, { endsOnSignal }] = await Promise.all([
  import('./cli/program.ts'),
  import('./cli/failure.ts'),
  import('./cli/io.ts'),
  import('./cli/signals.ts'),
]);
try {
  process.exitCode = await runCli(process.argv.slice(2), processIo(endsOnSignal()));
} catch (bug) {
  process.stderr.write(
    `appgw-ingress: this is a bug of ours: ${bug instanceof Error ? bug.stack : String(bug)}\n`,
  );
  process.exitCode = EXIT.bug;
}
