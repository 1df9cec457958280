/** The gateway document behind `--gateway`: a file with a GET body, or what `translate` or `plan` printed. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RawGateway } from '../appgw/wire.ts';
import { BLANK_GATEWAY } from './blank-gateway.ts';
import { CliFailure } from './failure.ts';

export const isResourceId = (gateway: string): boolean => /^\/subscriptions\//i.test(gateway);

export async function readGateway(file: string, cwd: string): Promise<RawGateway> {
  const text = await readFile(resolve(cwd, file), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new CliFailure(`--gateway ${file}: ${cause.code === 'ENOENT' ? 'no such file' : cause.message}`, {
      cause,
    });
  });
  const value = await parse(text, file);
  if (!isGateway(value))
    throw new CliFailure(`--gateway ${file}: not the document of an Application Gateway`);
  return value.id === undefined ? { ...value, id: BLANK_GATEWAY.id! } : value;
}

async function parse(text: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch (jsonError) {
    if (/^\s*[[{]/.test(text)) {
      throw new CliFailure(`--gateway ${file}: ${(jsonError as Error).message}`, { cause: jsonError });
    }
    const { parse: parseYaml } = await import('yaml');
    try {
      return parseYaml(text);
    } catch (cause) {
      throw new CliFailure(`--gateway ${file}: ${(cause as Error).message.split('\n')[0]}`, { cause });
    }
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Enough that the core can work on it: every collection is a list of named children with properties. */
function isGateway(value: unknown): value is RawGateway {
  if (!isObject(value) || !isObject(value['properties'])) return false;
  const id = value['id'];
  if (id !== undefined && typeof id !== 'string') return false;
  return Object.values(value['properties']).every(
    (member) =>
      !Array.isArray(member) ||
      member.every((item) => !isObject(item) || !('name' in item) || isObject(item['properties'])),
  );
}
