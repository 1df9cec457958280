import { entry } from './entry.ts';

/** What can be wrong with manifests before they are objects. */
export const MANIFESTS = {
  DOCUMENT_UNPARSABLE: entry<{ reason: string }>(
    'error',
    (d) => `This document cannot be parsed: ${d.reason}.`,
    'Correct the YAML or JSON; the other documents are not affected.',
  ),
  DOCUMENT_NOT_AN_OBJECT: entry<{ reason: string }>(
    'error',
    (d) => `This document is not a Kubernetes object: ${d.reason}.`,
    'Every document needs apiVersion and kind; keep other YAML files out of the folder.',
  ),
  FILE_UNREADABLE: entry<{ reason: string }>(
    'error',
    (d) => `This file cannot be read: ${d.reason}.`,
    'Check that it exists and that this user may read it.',
  ),
  FILE_TOO_LARGE: entry<{ format: string; megabytes: number; limit: number }>(
    'error',
    (d) => `This file has ${d.megabytes} MiB; at most ${d.limit} MiB of ${d.format} are read.`,
    'Split the file; as JSON (kubectl get -o json) it may be much larger than as YAML.',
  ),
  OBJECT_INVALID: entry<{ field: string; reason: string }>(
    'error',
    (d) => `${d.field}: ${d.reason}`,
    'An API server would refuse this object; correct the field.',
  ),
  OBJECT_VERSION_UNSUPPORTED: entry<{ apiVersion: string; use: string }>(
    'error',
    (d) => `No supported cluster serves this kind as ${d.apiVersion}; use ${d.use}.`,
    'Rewrite the object for that version (kubectl convert helps); its fields have changed.',
  ),
  OBJECT_DUPLICATE: entry<{ lost: string; used: string }>(
    'error',
    (d) => `The object is defined twice: ${d.used} replaces ${d.lost}.`,
    'Remove one of the two; as with kubectl apply, the last one counts.',
  ),
  FIELD_UNKNOWN: entry<{ field: string }>(
    'warning',
    (d) => `${d.field}: no such field; it has no effect.`,
    'Check the spelling: names of fields are case-sensitive.',
  ),
  LAST_VERSION_KEPT: entry<{ reason: string }>(
    'warning',
    (d) => `The version read before stays in effect: ${d.reason}.`,
    'Correct the file; it is read again as soon as it changes.',
  ),
  KINDS_IGNORED: entry<{ kinds: { readonly [kind: string]: number } }>(
    'info',
    (d) =>
      `Kinds without effect on the gateway were ignored: ${Object.entries(d.kinds)
        .map(([kind, count]) => `${kind} (${count})`)
        .join(', ')}.`,
    'Nothing to do.',
  ),
} as const;
