/** What one file says: its objects, and what is wrong with it. */
import type { ClusterObject } from '../cluster/objects.ts';
import { diagnose, type Diagnostic, type ObjectRef, type Source } from '../diagnostics/diagnostic.ts';
import { START, type ParsedDocument, type PathKey } from './document.ts';
import { readDocuments } from './documents.ts';
import { readObject, type Read } from './kinds/read-object.ts';
import type { Workload } from './kinds/workload.ts';
import { unpack } from './unpack.ts';

export interface Sourced<T extends ClusterObject | Workload = ClusterObject | Workload> {
  readonly object: T;
  readonly source: Source;
}

export interface FileContent {
  readonly file: string;
  /** In the order of the file; every version of an object that is defined twice. */
  readonly items: readonly Sourced[];
  /** Objects that an API server would refuse. */
  readonly refused: readonly ObjectRef[];
  /** One name per ignored object. */
  readonly ignored: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many documents could be parsed, and whether something could not. */
  readonly documents: number;
  readonly broken: boolean;
}

interface Gathered {
  readonly items: Sourced[];
  readonly refused: ObjectRef[];
  readonly ignored: string[];
  readonly diagnostics: Diagnostic[];
}

export async function readContent(file: string, bytes: Uint8Array): Promise<FileContent> {
  const read = await readDocuments(file, bytes);
  if (!(Symbol.iterator in read)) {
    return brokenContent(file, diagnose('FILE_TOO_LARGE', null, read, { file, ...START }));
  }
  const gathered: Gathered = { items: [], refused: [], ignored: [], diagnostics: [] };
  let documents = 0;
  let broken = false;
  for (const document of read) {
    if ('reason' in document) {
      broken = true;
      const { reason, position } = document;
      gathered.diagnostics.push(diagnose('DOCUMENT_UNPARSABLE', null, { reason }, { file, ...position }));
    } else if (document.value !== null && document.value !== undefined) {
      documents += 1;
      gather(gathered, file, document);
    }
  }
  return { file, ...gathered, documents, broken };
}

/** The content of a file that says nothing but what is wrong with it. */
export const brokenContent = (file: string, diagnostic: Diagnostic): FileContent => ({
  file,
  items: [],
  refused: [],
  ignored: [],
  diagnostics: [diagnostic],
  documents: 0,
  broken: true,
});

function gather(into: Gathered, file: string, document: ParsedDocument): void {
  for (const { value, path } of unpack(document.value)) {
    const place = (inner: readonly PathKey[] = []): Source => ({
      file,
      ...document.locate([...path, ...inner]),
    });
    const read = readObject(value);
    into.diagnostics.push(...diagnosticsOf(read, place));
    switch (read.outcome) {
      case 'object':
        into.items.push({ object: read.object, source: place() });
        if ('podLabels' in read.object) into.ignored.push(read.object.kind);
        break;
      case 'refused':
      case 'unserved':
        into.refused.push(read.ref);
        break;
      case 'ignored':
        into.ignored.push(read.kind);
        break;
      case 'notAnObject':
        break;
    }
  }
}

function diagnosticsOf(read: Read, place: (path?: readonly PathKey[]) => Source): Diagnostic[] {
  switch (read.outcome) {
    case 'object': {
      const { kind, metadata } = read.object;
      const ref = { kind, namespace: metadata.namespace, name: metadata.name };
      return read.unknown.map(({ field, path }) => diagnose('FIELD_UNKNOWN', ref, { field }, place(path)));
    }
    case 'refused':
      return read.problems.map(({ field, reason, path }) =>
        diagnose('OBJECT_INVALID', read.ref, { field, reason }, place(path)),
      );
    case 'unserved':
      return [
        diagnose(
          'OBJECT_VERSION_UNSUPPORTED',
          read.ref,
          { apiVersion: read.apiVersion, use: read.use },
          place(['apiVersion']),
        ),
      ];
    case 'notAnObject':
      return [diagnose('DOCUMENT_NOT_AN_OBJECT', null, { reason: read.reason }, place())];
    case 'ignored':
      return [];
  }
}
