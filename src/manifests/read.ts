/**
 * Manifests: the objects of files, folders and standard input.
 *
 *   paths ─► paths (which files) ─► documents (YAML, JSON) ─► unpack (Lists) ─► kinds (validate, project) ─► set
 *
 * In: paths as the user gave them. Out: the objects that an API server would accept, each with its place, and
 * diagnostics on everything else. A bad document or object harms no other one. This folder knows no client library
 * and nothing of what objects mean; `watch.ts` keeps a set up to date with its files.
 */
import { isError } from '../diagnostics/diagnostic.ts';
import { InputError } from './errors.ts';
import { assemble, type ManifestSet } from './manifest-set.ts';
import { contentsOf, reasonOf, scan, type Scan } from './scan.ts';

export interface ReadOptions {
  /** Relative paths start here. */
  readonly cwd: string;
  /** What `-` stands for; default: the standard input of this process. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
}

/** Rejects with an `InputError` if a path cannot be read, or if there are documents and none of them parses. */
export async function readManifests(
  paths: readonly string[],
  { cwd, stdin }: ReadOptions,
): Promise<ManifestSet> {
  return assembleInput(await scan(paths, { cwd, stdin: () => readAll(stdin ?? process.stdin) }));
}

/** The set of a first scan, which must be of use. */
export function assembleInput(read: Scan): ManifestSet {
  const missing = read.unreachable.find(({ given }) => given);
  if (missing) {
    const code = missing.cause.code === 'ENOENT' ? 'PATH_ABSENT' : 'PATH_UNREADABLE';
    throw new InputError(code, `${missing.file}: ${reasonOf(missing.cause)}`, missing.cause);
  }
  const contents = contentsOf(read);
  const set = assemble(contents);
  if (set.documents === 0 && contents.some(({ broken }) => broken)) {
    throw new InputError(
      'NOTHING_PARSES',
      'no document could be read',
      undefined,
      set.diagnostics.filter(isError),
    );
  }
  return set;
}

export async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
