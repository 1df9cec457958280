/** A setting in the words of `--help` and of the reference page. */
import { z } from 'zod';
import { CONFIG, type Setting } from './schema.ts';

export interface SettingDescription {
  readonly description: string;
  readonly type: 'text' | 'boolean' | 'list' | 'url' | 'number' | 'json';
  readonly choices: readonly string[] | null;
  /** ` (default: …)`, or empty. */
  readonly defaultText: string;
}

export function describeSetting(setting: Setting): SettingDescription {
  const schema = z.toJSONSchema(CONFIG.shape[setting]);
  const { default: value } = schema;
  const isEmpty =
    value === undefined || (typeof value === 'object' && Object.keys(value as object).length === 0);
  return {
    description: schema.description ?? '',
    type: typeOf(schema),
    choices: schema.enum ? schema.enum.map(String) : null,
    defaultText: isEmpty ? '' : ` (default: ${JSON.stringify(value)})`,
  };
}

function typeOf({ type, format }: z.core.JSONSchema.BaseSchema): SettingDescription['type'] {
  if (type === 'boolean') return 'boolean';
  if (type === 'array') return 'list';
  if (type === 'object') return 'json';
  if (type === 'integer') return 'number';
  return format === 'uri' ? 'url' : 'text';
}
