/** The settings of `config/` as flags of a command. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { ConfigError, flagName, loadConfig, SETTINGS } from '../config/load.ts';
import { describeSetting } from '../config/describe.ts';
import type { Config, ConfigInput } from '../config/schema.ts';
import { CliFailure } from './failure.ts';
import type { Io } from './io.ts';
import { reasonOf } from './reason.ts';

/** Once for all commands: it takes longer than all else that goes into the command line. */
const DESCRIBED = SETTINGS.map((setting) => ({ setting, ...describeSetting(setting) }));

/** Every command takes every setting, so that one `--config` file serves them all. */
export function addSettings(command: Command): Command {
  command
    .optionsGroup('Settings of every command:')
    .option('--config <file>', 'settings from a YAML or JSON file; flags and environment win over it');
  for (const { setting, description, type, choices, defaultText } of DESCRIBED) {
    const value = type === 'list' ? '<name...>' : type === 'boolean' ? '<true|false>' : `<${type}>`;
    const option = new Option(`${flagName(setting)} ${value}`, `${description}${defaultText}`);
    if (choices) option.choices([...choices]);
    if (type === 'boolean') option.argParser(parseBoolean);
    if (type === 'number') option.argParser(parseInteger);
    command.addOption(option);
  }
  return command;
}

/** `defaults`: what the command found out itself. */
export async function readConfig(
  flags: Readonly<Record<string, unknown>>,
  io: Io,
  defaults: ConfigInput = {},
): Promise<Config> {
  const own = Object.fromEntries(SETTINGS.map((setting) => [setting, flags[setting]]));
  const path = flags['config'];
  const file = typeof path === 'string' ? await readFileSettings(path, io.cwd) : undefined;
  try {
    return loadConfig({ flags: own, environment: io.environment, file, defaults });
  } catch (error) {
    throw error instanceof ConfigError ? new CliFailure(error.message, { cause: error }) : error;
  }
}

async function readFileSettings(file: string, cwd: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(await readFile(resolve(cwd, file), 'utf8'));
  } catch (cause) {
    throw new CliFailure(`--config ${file}: ${reasonOf(cause)}`, { cause });
  }
}

const parseInteger = (text: string): unknown => (/^\d+$/.test(text) ? Number(text) : text);

/** Left as it is when it is no boolean: the schema refuses it and names the flag. */
const parseBoolean = (text: string): unknown => (text === 'true' ? true : text === 'false' ? false : text);
