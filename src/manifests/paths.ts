import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export interface InputFile {
  /** As the user gave it, or below the folder as the user gave that. */
  readonly file: string;
  readonly path: string;
}
export interface Unreachable extends InputFile {
  readonly cause: NodeJS.ErrnoException;
  /** Named by the user, not found in a folder. */
  readonly given: boolean;
}
export interface Listing {
  /** In reading order: the paths as given, folders sorted by name; each file once. */
  readonly files: readonly InputFile[];
  readonly folders: readonly string[];
  readonly unreachable: readonly Unreachable[];
}

export const STDIN = '-';
const MANIFEST = /\.(?:ya?ml|json)$/i;

/** Finds the files that `paths` stand for; `-` is left as it is. Entries that begin with a dot are passed over. */
export async function listFiles(paths: readonly string[], cwd: string): Promise<Listing> {
  const files = new Map<string, InputFile>();
  const folders = new Set<string>();
  const unreachable: Unreachable[] = [];

  async function visit(file: string, given: boolean): Promise<void> {
    const path = resolve(cwd, file);
    try {
      if (file === STDIN) files.set(STDIN, { file, path: file });
      else if ((await stat(path)).isDirectory()) await visitFolder(file, path);
      else add(file, path, await realpath(path));
    } catch (error) {
      unreachable.push({ file, path, given, cause: error as NodeJS.ErrnoException });
    }
  }
  async function visitFolder(folder: string, path: string): Promise<void> {
    const entries = await readdir(path, { withFileTypes: true });
    folders.add(path);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory() || MANIFEST.test(entry.name)) await visit(join(folder, entry.name), false);
    }
  }
  function add(file: string, path: string, real: string): void {
    if (!files.has(real)) files.set(real, { file, path });
  }

  for (const path of paths) await visit(path, true);
  return { files: [...files.values()], folders: [...folders], unreachable };
}
