import { entry } from './entry.ts';

/** What can be wrong with manifests before they are objects. */
export const MANIFESTS = {
  DOCUMENT_UNPARSABLE: entry<{ reason: string }>(
    'error',
    (d) => `This document cannot be parsed: ${d.reason}.`,
    'Correct the YAML or JSON; the other documents are not affected.',
  ),
  OBJECT_INVALID: entry<{ field: string; reason: string }>(
    'error',
    (d) => `${d.field}: ${d.reason}`,
    'An API server would refuse this object; correct the field.',
  ),
} as const;
