import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExecutionContext } from 'ava';

export interface TemporaryFolder {
  readonly path: string;
  write(file: string, text: string | Uint8Array): Promise<void>;
}

/** A folder of its own for one test, with these files. */
export async function temporaryFolder(
  t: ExecutionContext,
  files: Record<string, string> = {},
): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'manifests-'));
  t.teardown(() => rm(path, { recursive: true, force: true }));
  const folder: TemporaryFolder = {
    path,
    async write(file, text) {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), text);
    },
  };
  for (const [file, text] of Object.entries(files)) await folder.write(file, text);
  return folder;
}

/** A Secret of this name whose content is `value`: the smallest object. */
export const secretYaml = (name: string, value = 'x'): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\nstringData:\n  value: '${value}'\n`;
