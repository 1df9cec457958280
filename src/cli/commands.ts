/** The commands with their options and their help; what they do is in a module of their own each. */
import { Command, Option } from 'commander';
import { addSettings } from './settings.ts';
import { latencyOption, parseNumber, parseShare } from './values.ts';

const PATHS = 'manifests: a file, a directory (recursive), or - for standard input; repeatable';

const diagnosticsOption = (): Option =>
  new Option('--diagnostics <format>', 'how diagnostics are written to standard error').choices([
    'text',
    'json',
  ]);
const gatewayOption = (): Option =>
  new Option('--gateway <file>', 'start from this gateway document instead of a blank gateway');
const portOffsetOption = (): Option =>
  new Option('--port-offset <number>', 'frontend port p listens on p + offset')
    .argParser(parseNumber)
    .default(8000);
const backendMapOption = (): Option =>
  new Option('--backend-map <file>', 'where backends really are: {"10.1.2.3:8080": "127.0.0.1:3000"}');

const vaultOption = (): Option =>
  new Option(
    '--vault <file>',
    'what the gateway finds in Key Vaults: {"https://…/secrets/tls": {pem: tls.pem}}',
  );

const addFaults = (command: Command): Command =>
  command
    .option('--faults <file>', 'steps by which ARM misbehaves, see docs/emulator.md')
    .addOption(new Option('--fault <file>', 'the same as --faults').hideHelp())
    .addOption(
      new Option('--fault-seed <number>', 'which faults come by chance').argParser(parseNumber).default(1),
    )
    .addOption(
      new Option('--fault-rate <share>', 'how many calls meet a fault by chance, from 0 to 1')
        .argParser(parseShare)
        .default(0),
    );

export const translateCommand = (): Command =>
  addSettings(
    new Command('translate')
      .description('print the gateway document that would be sent for these manifests')
      .requiredOption('-f, --filename <path...>', PATHS)
      .addOption(gatewayOption())
      .addOption(new Option('-o, --output <format>').choices(['json', 'yaml']).default('json'))
      .addOption(
        new Option('--secrets <mode>', 'whether private keys are printed')
          .choices(['redact', 'include'])
          .default('redact'),
      )
      .addOption(diagnosticsOption().default('text')),
  ).addHelpText('after', '\nExit codes: 0 done, 3 something is held back (see diagnostics), 1 no answer.');

export const planCommand = (): Command =>
  addSettings(
    new Command('plan')
      .description('show what these manifests would change on a gateway, and for whom')
      .requiredOption('-f, --filename <path...>', PATHS)
      .requiredOption(
        '--gateway <file|resource-id>',
        'the gateway as it is: a document, or the id of a live one',
      )
      .addOption(new Option('-o, --output <format>').choices(['text', 'json']).default('text'))
      .addOption(diagnosticsOption().default('text')),
  ).addHelpText(
    'after',
    '\nExit codes: 0 nothing to change, 2 changes, 3 something is held back, 1 no answer.',
  );

export const runCommand = (): Command =>
  addSettings(
    new Command('run').description(
      'run the controller in a cluster, with leader election, until it is stopped',
    ),
  );

export const devCommand = (): Command =>
  addSettings(
    addFaults(new Command('dev'))
      .description('run the controller against an emulated gateway on this machine, and follow the files')
      .argument('[path...]', `${PATHS} (default: the current directory)`)
      .addOption(gatewayOption())
      .addOption(portOffsetOption())
      .addOption(latencyOption('1s'))
      .addOption(backendMapOption())
      .addOption(vaultOption())
      .option('--dev-tls', 'mint certificates from a development CA for Secrets that the files lack')
      .addOption(new Option('-o, --output <format>').choices(['text', 'json']).default('text'))
      .addOption(diagnosticsOption()),
  ).addHelpText('after', '\nDiagnostics have the format of --output if it is not said.');

export const emulatorCommand = (): Command =>
  addSettings(
    addFaults(new Command('emulator'))
      .description('run the emulated ARM and data plane of one gateway alone; any bearer token is taken')
      .option('--listen <host:port>', 'where ARM listens, over https', '127.0.0.1:9443')
      .addOption(gatewayOption())
      .addOption(portOffsetOption())
      .addOption(latencyOption('20s'))
      .addOption(backendMapOption())
      .addOption(vaultOption())
      .option(
        '--heed-if-match',
        'refuse a PUT whose If-Match is not the etag; it is not known whether Azure does',
      )
      .option('--state <file>', 'keep the gateway in this file over restarts')
      .addOption(diagnosticsOption().default('text')),
  ).addHelpText(
    'after',
    `
Steps of --faults, as a YAML or JSON list; each is for the next call of its kind, or for the next "times" ones:
  - { fault: operationHangs }
  - { on: put, answer: { status: 429, headers: { retry-after: "10" } }, times: 2 }
  - { on: put, operation: { latency: 3m, failure: { code: InternalServerError, message: An error occurred. } } }
  - { on: get, delay: 5s }
  - { on: operation, drop: before }
  - { on: put, otherWriter: { after: 1s, merge: { tags: { owner: somebody } } } }`,
  );

export const doctorCommand = (): Command =>
  addSettings(
    new Command('doctor')
      .description('check whether everything is there that run needs, in the cluster and in Azure')
      .addOption(new Option('-o, --output <format>').choices(['text', 'json']).default('text')),
  ).addHelpText('after', '\nIt writes nothing. Exit codes: 0 nothing is missing, 1 something is.');

export const uninstallCommand = (): Command =>
  addSettings(
    new Command('uninstall').description(
      'remove from the cluster what run made there and helm does not know; the gateway stays as it is',
    ),
  );

export const serveDefaultCommand = (): Command =>
  addSettings(
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
      .option('--redirect-hosts-file <file>', 'more of them, one a line; read again for each redirect')
      .addOption(diagnosticsOption().default('text')),
  );
