/** Flags over environment over file over defaults -> one frozen Config. */
import { z } from 'zod';
import { CONFIG, type Config, type ConfigInput, type Setting } from './schema.ts';

/** The configuration cannot be used; `message` names the setting, where it came from, and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG_INVALID';
}

export interface ConfigSources {
  /** As the command line gave them; absent where it did not. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Parsed content of `--config`. */
  readonly file?: unknown;
  /** What a command found out itself; wins over the schema's defaults only. */
  readonly defaults?: ConfigInput;
}

export const SETTINGS = Object.keys(CONFIG.shape) as Setting[];

/** `sslRedirect` -> `APPGW_INGRESS_SSL_REDIRECT`. */
export const environmentName = (setting: string): string =>
  `APPGW_INGRESS_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** `sslRedirect` -> `--ssl-redirect`. */
export const flagName = (setting: string): string =>
  `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

export function loadConfig({ flags, environment, file, defaults = {} }: ConfigSources): Config {
  const fromFile = file === undefined || file === null ? {} : file;
  if (typeof fromFile !== 'object' || Array.isArray(fromFile))
    throw new ConfigError('--config: the file must hold one mapping');
  const fromEnvironment = Object.fromEntries(
    SETTINGS.flatMap((setting) => {
      const text = environment[environmentName(setting)];
      return text === undefined ? [] : [[setting, parseText(setting, text)]];
    }),
  );
  const given = Object.fromEntries(
    Object.entries(flags)
      .filter(([, value]) => value !== undefined)
      .map(([setting, value]) => [setting, isObjectSetting(setting) ? parseObject(String(value)) : value]),
  );
  const parsed = CONFIG.safeParse({ ...defaults, ...fromFile, ...fromEnvironment, ...given });
  if (parsed.success) return Object.freeze(parsed.data);
  throw new ConfigError(
    parsed.error.issues.map((issue) => describe(issue, { given, fromEnvironment })).join('; '),
  );
}

/** Lists are separated by commas; a text that is no boolean is left for the schema to refuse. */
function parseText(setting: Setting, text: string): unknown {
  const { type } = z.toJSONSchema(CONFIG.shape[setting]);
  if (type === 'array')
    return text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (type === 'object') return parseObject(text);
  if (type === 'integer' && /^\d+$/.test(text)) return Number(text);
  return text;
}

const isObjectSetting = (setting: string): boolean =>
  setting in CONFIG.shape && z.toJSONSchema(CONFIG.shape[setting as Setting]).type === 'object';

/** A text that is no JSON is left for the schema to refuse. */
function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function describe(
  issue: z.core.$ZodIssue,
  { given, fromEnvironment }: { readonly given: object; readonly fromEnvironment: object },
): string {
  if (issue.code === 'unrecognized_keys') return `--config: unknown setting ${issue.keys.join(', ')}`;
  const setting = String(issue.path[0] ?? '');
  const where =
    setting in given
      ? flagName(setting)
      : setting in fromEnvironment
        ? environmentName(setting)
        : `--config: ${setting}`;
  const inside = isObjectSetting(setting) ? issue.path.slice(1).join('.') : '';
  return `${where}${inside === '' ? '' : `.${inside}`}: ${issue.message}`;
}
