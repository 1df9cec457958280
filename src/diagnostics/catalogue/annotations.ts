import { entry } from './entry.ts';

interface Value {
  readonly annotation: string;
  /** The object that says it, where another one is told. */
  readonly of?: string;
  readonly value: string;
  readonly allowed: string;
}

const wrong = (d: Value): string =>
  `Annotation ${d.annotation}${d.of === undefined ? '' : ` of ${d.of}`} has the value ${JSON.stringify(d.value)}; allowed is ${d.allowed}.`;

/** What can be wrong with annotations, whatever they mean. */
export const ANNOTATION_CODES = {
  ANNOTATION_INVALID: entry<Value>(
    'error',
    wrong,
    'Correct the value; until then the annotation is as if absent.',
  ),
  ANNOTATION_UNREADABLE: entry<Value>(
    'error',
    (d) => `${wrong(d)} To go on without it could do harm, so the last good configuration stays.`,
    'Correct the value, or remove the annotation if its protection is not wanted.',
  ),
  ANNOTATION_UNKNOWN: entry<{ annotation: string; suggestion: string | null }>(
    'warning',
    (d) =>
      `Annotation ${d.annotation} is not known${d.suggestion === null ? '' : `: did you mean ${d.suggestion}`}.`,
    'The reference of annotations lists all that have an effect.',
  ),
  ANNOTATION_IDLE: entry<{ annotation: string; needs: readonly string[] }>(
    'warning',
    (d) => `Annotation ${d.annotation} has no effect without ${d.needs.join(' or ')}.`,
    'Add what it belongs to, or remove it.',
  ),
  ANNOTATION_MISPLACED: entry<{ annotation: string; kind: string }>(
    'warning',
    (d) => `Annotation ${d.annotation} has no effect on objects of kind ${d.kind}.`,
    'Move it to the Ingress; the reference of annotations says which may stand elsewhere.',
  ),
  ANNOTATION_REFUSED: entry<{ annotation: string; reason: string }>(
    'error',
    (d) => `Annotation ${d.annotation} cannot be followed: ${d.reason}.`,
    'Remove the annotation; it has no effect.',
  ),
} as const;
