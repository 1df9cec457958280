/** `--backend-map FILE`: backends that are found somewhere else, as `{"10.1.2.3:8080": "127.0.0.1:3000"}`. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { SocketAddress } from '../../emulator/contracts.ts';
import { CliFailure } from '../failure.ts';

export type BackendMap = ReadonlyMap<string, SocketAddress>;

const ADDRESS = z.string().regex(/^\S+:\d{1,5}$/, 'an address and a port, like 127.0.0.1:3000');
const FILE = z.record(ADDRESS, ADDRESS);

export async function readBackendMap(file: string, cwd: string): Promise<BackendMap> {
  try {
    const { parse } = await import('yaml');
    const entries = FILE.parse(parse(await readFile(resolve(cwd, file), 'utf8')));
    return new Map(Object.entries(entries).map(([from, to]) => [from.toLowerCase(), split(to)]));
  } catch (cause) {
    const reason =
      cause instanceof z.ZodError ? cause.issues[0]?.message : (cause as Error).message.split('\n')[0];
    throw new CliFailure(`--backend-map ${file}: ${reason}`, { cause });
  }
}

export const lookUp = (map: BackendMap, address: string, port: number): SocketAddress | undefined =>
  map.get(`${address.toLowerCase()}:${port}`);

function split(text: string): SocketAddress {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}
