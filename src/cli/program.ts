/**
 * The command line: argv -> one command. The only folder where the parts of the product are put together; each
 * command is loaded when it is asked for, so that a look at files loads no SDK and no server.
 */
import { Command, CommanderError } from 'commander';
import type { Config } from '../config/schema.ts';
import {
  devCommand,
  doctorCommand,
  emulatorCommand,
  planCommand,
  runCommand,
  serveDefaultCommand,
  translateCommand,
  uninstallCommand,
} from './commands.ts';
import type { DevCommandOptions } from './dev/command.ts';
import type { EmulatorOptions } from './emulate/command.ts';
import type { DoctorOptions } from './doctor/command.ts';
import { CliFailure, EXIT } from './failure.ts';
import type { Io } from './io.ts';
import type { PlanCommandOptions } from './plan.ts';
import type { ServeDefaultOptions } from './serve-default/command.ts';
import { readConfig } from './settings.ts';
import type { TranslateOptions } from './translate.ts';
import { VERSION } from './version.ts';

/** Resolves with the exit code. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = createProgram(io, (code) => (exitCode = code));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.noAnswer;
    if (error instanceof CliFailure) {
      io.stderr.write(`appgw-ingress: ${error.message}\n`);
      return EXIT.noAnswer;
    }
    throw error;
  }
}

function createProgram(io: Io, exitWith: (code: number) => void): Command {
  const program = new Command('appgw-ingress')
    .description('Kubernetes ingress controller for Azure Application Gateway v2')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(add --help for what is allowed)')
    .configureOutput({
      writeOut: io.stdout.write,
      writeErr: io.stderr.write,
      getOutHasColors: () => io.stdout.color,
      getErrHasColors: () => io.stderr.color,
    });
  const config = (options: object): Promise<Config> => readConfig({ ...options }, io);
  /** A signal that comes while the command is still being loaded ends it in order as well. */
  const untilStopped = (command: Command): Command => command.hook('preAction', () => void io.stopSignal());
  const commands = [
    translateCommand().action(async (options: TranslateOptions) => {
      const { translate } = await import('./translate.ts');
      exitWith(await translate(options, await config(options), io));
    }),
    planCommand().action(async (options: PlanCommandOptions) => {
      const { plan } = await import('./plan.ts');
      exitWith(await plan(options, await config(options), io));
    }),
    untilStopped(runCommand()).action(async (options: Readonly<Record<string, unknown>>) => {
      const { run } = await import('./run/command.ts');
      exitWith(await run(options, io));
    }),
    untilStopped(devCommand()).action(async (paths: readonly string[], options: DevCommandOptions) => {
      const { dev } = await import('./dev/command.ts');
      exitWith(await dev(paths, options, await config(options), io));
    }),
    untilStopped(emulatorCommand()).action(async (options: EmulatorOptions) => {
      const { emulator } = await import('./emulate/command.ts');
      await config(options);
      exitWith(await emulator(options, io));
    }),
    doctorCommand().action(async (options: DoctorOptions) => {
      const { doctor } = await import('./doctor/command.ts');
      exitWith(await doctor(options, await config(options), io));
    }),
    uninstallCommand().action(async (options: Readonly<Record<string, unknown>>) => {
      const { uninstall } = await import('./uninstall.ts');
      exitWith(await uninstall(await config(options), io));
    }),
    untilStopped(serveDefaultCommand()).action(async (options: ServeDefaultOptions) => {
      const { serveDefault } = await import('./serve-default/command.ts');
      await config(options);
      exitWith(await serveDefault(options, io));
    }),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program;
}
