/**
 * The command line: argv -> one command. The only folder where the parts of the product are put together; each
 * command is loaded when it is asked for, so that a look at files loads no SDK and no server.
 */
import { Command, CommanderError, Option } from 'commander';
import { CliFailure, EXIT } from './failure.ts';
import type { Io } from './io.ts';
import { addSettings, readConfig } from './settings.ts';
import { latencyOption, parseNumber } from './values.ts';
import { VERSION } from './version.ts';

const PATHS = 'manifests: a file, a directory (recursive), or - for standard input; repeatable';

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

function createProgram(io: Io, setExitCode: (code: number) => void): Command {
  const program = new Command('appgw-ingress')
    .description('Kubernetes ingress controller for Azure Application Gateway v2')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(add --help for what is allowed)')
    .configureOutput({ writeOut: io.stdout.write, writeErr: io.stderr.write });
  const add = <O>(command: Command, run: (options: O, args: readonly string[]) => Promise<number>): void => {
    program.addCommand(command.copyInheritedSettings(program));
    command.action(async (...args: unknown[]) => {
      const positional = args.slice(0, -2).flat() as string[];
      setExitCode(await run(command.opts() as O, positional));
    });
  };

  add(translateCommand(), async (options: Parameters<typeof import('./translate.ts').translate>[0]) => {
    const { translate } = await import('./translate.ts');
    return translate(options, await readConfig({ ...options }, io), io);
  });
  add(planCommand(), async (options: Parameters<typeof import('./plan.ts').plan>[0]) => {
    const { plan } = await import('./plan.ts');
    return plan(options, await readConfig({ ...options }, io), io);
  });
  add(devCommand(), async (options: Parameters<typeof import('./dev/command.ts').dev>[1], paths) => {
    const { dev } = await import('./dev/command.ts');
    return dev(paths, options, await readConfig({ ...options }, io), io);
  });
  add(emulatorCommand(), async (options: Parameters<typeof import('./emulate/command.ts').emulator>[0]) => {
    const { emulator } = await import('./emulate/command.ts');
    return emulator(options, io);
  });
  add(
    serveDefaultCommand(),
    async (options: Parameters<typeof import('./serve-default/command.ts').serveDefault>[0]) => {
      const { serveDefault } = await import('./serve-default/command.ts');
      return serveDefault(options, io);
    },
  );
  return program;
}

const diagnosticsOption = (): Option =>
  new Option('--diagnostics <format>', 'how diagnostics are written to standard error')
    .choices(['text', 'json'])
    .default('text');

const translateCommand = (): Command =>
  addSettings(
    new Command('translate')
      .description('print the gateway document that would be sent for these manifests')
      .requiredOption('-f, --filename <path...>', PATHS)
      .option('--gateway <file>', 'start from this gateway document instead of a blank gateway')
      .addOption(new Option('-o, --output <format>').choices(['json', 'yaml']).default('json'))
      .addOption(
        new Option('--secrets <mode>', 'whether private keys are printed')
          .choices(['redact', 'include'])
          .default('redact'),
      )
      .addOption(diagnosticsOption()),
  ).addHelpText('after', '\nExit codes: 0 done, 3 something is held back (see diagnostics), 1 no answer.');

const planCommand = (): Command =>
  addSettings(
    new Command('plan')
      .description('show what these manifests would change on a gateway, and for whom')
      .requiredOption('-f, --filename <path...>', PATHS)
      .requiredOption(
        '--gateway <file|resource-id>',
        'the gateway as it is: a document, or the id of a live one',
      )
      .addOption(new Option('-o, --output <format>').choices(['text', 'json']).default('text'))
      .addOption(diagnosticsOption()),
  ).addHelpText(
    'after',
    '\nExit codes: 0 nothing to change, 2 changes, 3 something is held back, 1 no answer.',
  );

const gatewayOption = (): Option =>
  new Option('--gateway <file>', 'start from this gateway document instead of a blank gateway');
const portOffsetOption = (): Option =>
  new Option('--port-offset <number>', 'frontend port p listens on p + offset')
    .argParser(parseNumber)
    .default(8000);
const backendMapOption = (): Option =>
  new Option('--backend-map <file>', 'where backends really are: {"10.1.2.3:8080": "127.0.0.1:3000"}');

const devCommand = (): Command =>
  addSettings(
    new Command('dev')
      .description('run the controller against an emulated gateway on this machine, and follow the files')
      .argument('[path...]', `${PATHS} (default: the current directory)`)
      .addOption(gatewayOption())
      .addOption(portOffsetOption())
      .addOption(latencyOption('1s'))
      .addOption(backendMapOption())
      .option('--dev-tls', 'mint certificates from a development CA for Secrets that the files lack')
      .addOption(new Option('-o, --output <format>').choices(['text', 'json']).default('text')),
  );

const emulatorCommand = (): Command =>
  new Command('emulator')
    .description('run the emulated ARM and data plane of one gateway alone; any bearer token is taken')
    .option('--listen <host:port>', 'where ARM listens, over https', '127.0.0.1:9443')
    .addOption(gatewayOption())
    .addOption(portOffsetOption())
    .addOption(latencyOption('20s'))
    .addOption(backendMapOption())
    .option('--state <file>', 'keep the gateway in this file over restarts');

const serveDefaultCommand = (): Command =>
  new Command('serve-default')
    .description('answer 404 on one port, and redirects to https on another one')
    .option('--address <ip>', 'address to listen on', '0.0.0.0')
    .addOption(new Option('--not-found-port <port>', 'answers 404').argParser(parseNumber).default(8080))
    .addOption(
      new Option('--redirect-port <port>', 'answers 301 to https').argParser(parseNumber).default(8081),
    )
    .addOption(
      new Option(
        '--redirect-host <host...>',
        'hosts that may be redirected; *.example.com takes all below',
      ).default([]),
    )
    .option('--redirect-hosts-file <file>', 'more of them, one a line; read again for each redirect');
