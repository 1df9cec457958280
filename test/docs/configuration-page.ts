/** `docs/reference/configuration.md`: every setting with its three names. */
import { describeSetting } from '../../src/config/describe.ts';
import { environmentName, flagName, SETTINGS } from '../../src/config/load.ts';
import { CONFIG, type Setting } from '../../src/config/schema.ts';
import { page, plain, table } from './markdown.ts';

const INTRODUCTION = `A flag wins over the environment, that over the file of \`--config\` (YAML or JSON, one mapping), and that over the
default. A setting that the file does not know is an error, and so is a value that is not allowed. A list is repeated or
given as several values on the command line, and separated by commas in the environment. Nothing else in the
environment is read, but \`NO_COLOR\`, \`FORCE_COLOR\`, npm's \`INIT_CWD\` and what the Azure libraries read to log in.`;

const HEAD = ['file', 'flag', 'environment', 'value', 'default', 'meaning'];

export const configurationPage = (): string =>
  page('Configuration', [INTRODUCTION, table(HEAD, SETTINGS.map(row))]);

function row(setting: Setting): readonly string[] {
  const { type, choices, description } = describeSetting(setting);
  const value = choices ? choices.map(code).join(', ') : type;
  const standard = CONFIG.parse({})[setting];
  const isUnset =
    standard === undefined || (typeof standard === 'object' && Object.keys(standard).length === 0);
  return [
    code(setting),
    code(flagName(setting)),
    code(environmentName(setting)),
    value,
    isUnset ? 'none' : code(JSON.stringify(standard).replaceAll('"', '')),
    plain(description),
  ];
}

const code = (text: string): string => `\`${text}\``;
