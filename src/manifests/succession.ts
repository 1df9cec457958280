/** How one version of the files follows another while they are edited. */
import { isDeepStrictEqual } from 'node:util';
import { diagnose, refText, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileContent, Sourced } from './file-content.ts';
import { createSet, refOf, type ManifestSet } from './manifest-set.ts';

/**
 * `next`, as a cluster would have it after `last`: an object whose new version is refused, or which is missing from a
 * file that does not parse, keeps its last version; an object without a time gets that of its first appearance; an
 * object that did not change stays the same in memory.
 */
export function succeed(
  last: ManifestSet,
  next: ManifestSet,
  contents: readonly FileContent[],
  now: number,
): ManifestSet {
  const lastItems = byKey(last);
  const nextItems = byKey(next);
  const { kept, diagnostics } = keepLastVersions(lastItems, nextItems, contents);
  const fresh = [...nextItems].map(([key, item]) => follow(lastItems.get(key), item, now));
  return createSet([...fresh, ...kept], [...next.diagnostics, ...diagnostics], next);
}

const byKey = (set: ManifestSet): Map<string, Sourced> =>
  new Map([...set.objects, ...set.workloads].map((item) => [refText(refOf(item.object)), item]));

function keepLastVersions(
  last: ReadonlyMap<string, Sourced>,
  next: ReadonlyMap<string, Sourced>,
  contents: readonly FileContent[],
): { kept: Sourced[]; diagnostics: Diagnostic[] } {
  const refused = new Set(contents.flatMap((content) => content.refused.map(refText)));
  const broken = new Set(contents.filter((content) => content.broken).map(({ file }) => file));
  const kept: Sourced[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [key, item] of last) {
    if (next.has(key) || !(refused.has(key) || broken.has(item.source.file))) continue;
    kept.push(item);
    const reason = refused.has(key)
      ? 'the new one is refused'
      : `a part of ${item.source.file} cannot be read`;
    diagnostics.push(diagnose('LAST_VERSION_KEPT', refOf(item.object), { reason }, item.source));
  }
  return { kept, diagnostics };
}

function follow(last: Sourced | undefined, next: Sourced, now: number): Sourced {
  const firstSeen = last?.object.metadata.creationTimestamp ?? new Date(now).toISOString();
  const metadata = { creationTimestamp: firstSeen, ...next.object.metadata };
  const object = { ...next.object, metadata };
  return {
    object: last && isDeepStrictEqual(last.object, object) ? last.object : object,
    source: next.source,
  };
}
