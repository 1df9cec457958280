/** Annotations of an object -> what may stand there of it, and what to tell its owner. */
import type { Annotation } from '../api/annotations/annotation.ts';
import {
  ANNOTATION_PREFIX,
  ANNOTATIONS,
  type AnnotationName,
  type AnnotationValues,
} from '../api/annotations/catalogue.ts';
import { readAnnotations, type BadValue } from '../api/annotations/read.ts';
import { diagnose, type Diagnostic, type ObjectRef } from '../diagnostics/diagnostic.ts';

type Row = Annotation<unknown>;

export interface Said {
  readonly values: AnnotationValues;
  /** Values that cannot be read, and without which security would be weaker. */
  readonly unreadable: readonly BadValue[];
  readonly diagnostics: readonly Diagnostic[];
}

export function sayingsOf(
  object: ObjectRef,
  annotations: { readonly [key: string]: string } | undefined,
  mayStand: (row: Row) => boolean,
): Said {
  const { values, bad, unknown, refused } = readAnnotations(annotations);
  const stands = (name: string): boolean => mayStand(ANNOTATIONS[name as AnnotationName]);
  const standing = bad.filter(({ name }) => stands(name));
  const misplaced = [...Object.keys(values), ...bad.map(({ name }) => name)].filter((name) => !stands(name));
  return {
    values: Object.fromEntries(Object.entries(values).filter(([name]) => stands(name))),
    unreadable: standing.filter(({ heldBack }) => heldBack),
    diagnostics: [
      ...standing.map((value) => (value.heldBack ? unreadable(object, value) : invalid(object, value))),
      ...misplaced.map((name) =>
        diagnose('ANNOTATION_MISPLACED', object, {
          annotation: `${ANNOTATION_PREFIX}${name}`,
          kind: object.kind,
        }),
      ),
      ...unknown.map(({ key, suggestion }) =>
        diagnose('ANNOTATION_UNKNOWN', object, { annotation: key, suggestion }),
      ),
      ...refused.map(({ key, reason }) =>
        diagnose('ANNOTATION_REFUSED', object, { annotation: key, reason }),
      ),
    ],
  };
}

/** What an Ingress says that has no effect because it, its class and its gateway do not say something else. */
export const idleAnnotations = (
  object: ObjectRef,
  own: AnnotationValues,
  values: AnnotationValues,
): readonly Diagnostic[] =>
  (Object.keys(own) as AnnotationName[]).flatMap((name) => {
    const { needs }: Row = ANNOTATIONS[name];
    if (!needs || needs.some((needed) => values[needed as AnnotationName] !== undefined)) return [];
    return [diagnose('ANNOTATION_IDLE', object, { annotation: `${ANNOTATION_PREFIX}${name}`, needs })];
  });

/** `of`: the object that says it, where that is not the one that is told. */
export const unreadable = (object: ObjectRef, bad: BadValue, of?: string): Diagnostic =>
  diagnose('ANNOTATION_UNREADABLE', object, { ...detailOf(bad), ...(of === undefined ? {} : { of }) });

const invalid = (object: ObjectRef, bad: BadValue): Diagnostic =>
  diagnose('ANNOTATION_INVALID', object, detailOf(bad));

const detailOf = ({ name, value, allowed }: BadValue) => ({
  annotation: `${ANNOTATION_PREFIX}${name}`,
  value,
  allowed,
});
