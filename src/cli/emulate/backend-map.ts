/** `--backend-map FILE`: backends that are found somewhere else, as `{"10.1.2.3:8080": "127.0.0.1:3000"}`. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { SocketAddress } from '../../emulator/contracts.ts';
import { CliFailure } from '../failure.ts';
import { reasonOf } from '../reason.ts';
import { parseAddress } from '../values.ts';

export type BackendMap = ReadonlyMap<string, SocketAddress>;

const ADDRESS = z.string().transform((text, context): SocketAddress => {
  const address = parseAddress(text);
  if (address) return address;
  context.addIssue(`${text} is not an address and a port, like 127.0.0.1:3000`);
  return z.NEVER;
});
const FILE = z.record(z.string(), ADDRESS);

export async function readBackendMap(file: string, cwd: string): Promise<BackendMap> {
  try {
    const { parse } = await import('yaml');
    const entries = FILE.parse(parse(await readFile(resolve(cwd, file), 'utf8')));
    return new Map(
      Object.entries(entries).map(([from, to]) => {
        const { host, port } = ADDRESS.parse(from);
        return [keyOf(host, port), to];
      }),
    );
  } catch (cause) {
    throw new CliFailure(`--backend-map ${file}: ${reasonOf(cause)}`, { cause });
  }
}

export const lookUp = (map: BackendMap, address: string, port: number): SocketAddress | undefined =>
  map.get(keyOf(address, port));

const keyOf = (host: string, port: number): string => `${host.toLowerCase()} ${port}`;
