import { readFile } from 'node:fs/promises';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { START } from './document.ts';
import { brokenContent, readContent, type FileContent } from './file-content.ts';
import { listFiles, STDIN, type InputFile, type Unreachable } from './paths.ts';

/** A file as it was read: its bytes, or why there are none; and what these say. */
interface ScannedFile {
  readonly loaded: Uint8Array | NodeJS.ErrnoException;
  readonly content: FileContent;
}
export interface Scan {
  /** By file, in reading order. */
  readonly files: ReadonlyMap<string, ScannedFile>;
  readonly folders: readonly string[];
  readonly unreachable: readonly Unreachable[];
}
export interface ScanOptions {
  readonly cwd: string;
  /** Everything on standard input; asked for if `-` is among the paths. */
  readonly stdin: () => Promise<Uint8Array>;
}

export const EMPTY_SCAN: Scan = { files: new Map(), folders: [], unreachable: [] };

/** Reads everything that `paths` stand for; files with the bytes of `last` keep the very same content. */
export async function scan(
  paths: readonly string[],
  { cwd, stdin }: ScanOptions,
  last = EMPTY_SCAN,
): Promise<Scan> {
  const { files: inputs, folders, unreachable: unlisted } = await listFiles(paths, cwd);
  const files = new Map<string, ScannedFile>();
  const unreachable = [...unlisted];
  const add = async (file: string, loaded: ScannedFile['loaded']): Promise<void> => {
    const known = last.files.get(file);
    const content = known && same(known.loaded, loaded) ? known.content : await contentOf(file, loaded);
    files.set(file, { loaded, content });
  };
  for (const input of inputs) {
    const loaded = await load(input, stdin);
    if (loaded instanceof Error)
      unreachable.push({ ...input, given: paths.includes(input.file), cause: loaded });
    else await add(input.file, loaded);
  }
  for (const { file, cause } of unreachable) await add(file, cause);
  return { files, folders, unreachable };
}

async function load({ file, path }: InputFile, stdin: ScanOptions['stdin']): Promise<ScannedFile['loaded']> {
  try {
    return file === STDIN ? await stdin() : await readFile(path);
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

function same(a: ScannedFile['loaded'], b: ScannedFile['loaded']): boolean {
  if (a instanceof Error || b instanceof Error)
    return a instanceof Error && b instanceof Error && a.code === b.code;
  return Buffer.compare(a, b) === 0;
}

function contentOf(file: string, loaded: ScannedFile['loaded']): Promise<FileContent> | FileContent {
  if (!(loaded instanceof Error)) return readContent(file, loaded);
  const diagnostic = diagnose('FILE_UNREADABLE', null, { reason: reasonOf(loaded) }, { file, ...START });
  return { ...brokenContent(file, diagnostic), broken: loaded.code !== 'ENOENT' };
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'it does not exist',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
};

export const reasonOf = ({ code, message }: NodeJS.ErrnoException): string => REASONS[code ?? ''] ?? message;

export const contentsOf = ({ files }: Scan): FileContent[] =>
  [...files.values()].map(({ content }) => content);
