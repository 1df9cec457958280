/** What was read of annotations: the part that may stand where it stands, and what to tell its owner. */
import type { Annotation } from '../api/annotations/annotation.ts';
import {
  ANNOTATION_PREFIX,
  ANNOTATIONS,
  type AnnotationName,
  type AnnotationValues,
} from '../api/annotations/catalogue.ts';
import type { ReadAnnotations } from '../api/annotations/read.ts';
import { diagnose, type Diagnostic, type ObjectRef } from '../diagnostics/diagnostic.ts';

export const only = (
  values: AnnotationValues,
  wanted: (row: Annotation<unknown>) => boolean,
): AnnotationValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => wanted(ANNOTATIONS[name as AnnotationName])));

export const annotationProblems = (
  object: ObjectRef,
  { bad, unknown, refused }: ReadAnnotations,
): readonly Diagnostic[] => [
  ...bad.map(({ name, value, allowed, heldBack }) =>
    heldBack
      ? diagnose('ANNOTATION_UNREADABLE', object, {
          annotation: `${ANNOTATION_PREFIX}${name}`,
          value,
          allowed,
        })
      : diagnose('ANNOTATION_INVALID', object, { annotation: `${ANNOTATION_PREFIX}${name}`, value, allowed }),
  ),
  ...unknown.map(({ key, suggestion }) =>
    diagnose('ANNOTATION_UNKNOWN', object, { annotation: key, suggestion }),
  ),
  ...refused.map(({ key, reason }) => diagnose('ANNOTATION_REFUSED', object, { annotation: key, reason })),
];
