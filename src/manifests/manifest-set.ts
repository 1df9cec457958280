/** What a number of files say together. */
import type { ClusterObject } from '../cluster/objects.ts';
import {
  diagnose,
  refText,
  type Diagnostic,
  type ObjectRef,
  type Source,
} from '../diagnostics/diagnostic.ts';
import type { FileContent, Sourced } from './file-content.ts';
import type { Workload } from './kinds/workload.ts';

export type SourcedObject = Sourced<ClusterObject>;
export type SourcedWorkload = Sourced<Workload>;

export interface ManifestSet {
  /** In reading order. */
  readonly objects: readonly SourcedObject[];
  readonly workloads: readonly SourcedWorkload[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many documents could be parsed. */
  readonly documents: number;
  /** Kinds that are not read, with their counts; Deployments, which only `dev` looks at, are counted too. */
  readonly ignored: ReadonlyMap<string, number>;
  /** By `Kind/namespace/name`; see `sourceOf`. */
  readonly sources: ReadonlyMap<string, Source>;
}

export const refOf = ({ kind, metadata }: ClusterObject | Workload): ObjectRef => ({
  kind,
  namespace: metadata.namespace,
  name: metadata.name,
});

export const sourceOf = (set: ManifestSet, ref: ObjectRef): Source | undefined =>
  set.sources.get(refText(ref));

/** Gives diagnostics on objects the place of their object, where they have none. */
export const withSources = (diagnostics: readonly Diagnostic[], set: ManifestSet): Diagnostic[] =>
  diagnostics.map((diagnostic) => {
    const source = diagnostic.source ?? (diagnostic.object && sourceOf(set, diagnostic.object));
    return source ? { ...diagnostic, source } : diagnostic;
  });

/** One set of the contents of all files, in reading order. */
export function assemble(contents: readonly FileContent[]): ManifestSet {
  const items = new Map<string, Sourced>();
  const duplicates: Diagnostic[] = [];
  for (const item of contents.flatMap((content) => content.items)) {
    const ref = refOf(item.object);
    const lost = items.get(refText(ref));
    if (lost) {
      const detail = { lost: placeText(lost.source), used: placeText(item.source) };
      duplicates.push(diagnose('OBJECT_DUPLICATE', ref, detail, lost.source));
      items.delete(refText(ref));
    }
    items.set(refText(ref), item);
  }
  const ignored = countIgnored(contents);
  const counts = Object.fromEntries(ignored);
  return createSet(
    [...items.values()],
    [
      ...contents.flatMap((content) => content.diagnostics),
      ...duplicates,
      ...(ignored.size > 0 ? [diagnose('KINDS_IGNORED', null, { kinds: counts })] : []),
    ],
    { documents: contents.reduce((sum, content) => sum + content.documents, 0), ignored },
  );
}

/** At most one item per kind and key. */
export function createSet(
  items: readonly Sourced[],
  diagnostics: readonly Diagnostic[],
  { documents, ignored }: Pick<ManifestSet, 'documents' | 'ignored'>,
): ManifestSet {
  return {
    objects: items.filter(isClusterObject),
    workloads: items.filter(isWorkload),
    diagnostics,
    documents,
    ignored,
    sources: new Map(items.map(({ object, source }) => [refText(refOf(object)), source])),
  };
}

const isWorkload = (item: Sourced): item is SourcedWorkload => 'podLabels' in item.object;
const isClusterObject = (item: Sourced): item is SourcedObject => !isWorkload(item);
const placeText = ({ file, line, column }: Source): string => `${file}:${line}:${column}`;

function countIgnored(contents: readonly FileContent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of contents.flatMap((content) => content.ignored).sort()) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
