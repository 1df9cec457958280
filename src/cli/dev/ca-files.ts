/** CA certificates as files, for `curl --cacert` and other clients; removed at the end. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CaFiles {
  readonly paths: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

/** `pems`: name -> PEM; the file is called `<name>-ca.pem`. */
export async function createCaFiles(pems: Readonly<Record<string, string>>): Promise<CaFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'appgw-ingress-'));
  const paths: Record<string, string> = {};
  for (const [name, pem] of Object.entries(pems)) {
    paths[name] = join(folder, `${name}-ca.pem`);
    await writeFile(paths[name], pem);
  }
  return { paths, remove: () => rm(folder, { recursive: true, force: true }) };
}
