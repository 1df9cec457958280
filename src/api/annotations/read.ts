/** Annotations of an object -> what they say by the catalogue, and what is wrong with them. */
import { ANNOTATION_PREFIX, ANNOTATIONS, type AnnotationName, type AnnotationValues } from './catalogue.ts';
import type { Annotation } from './annotation.ts';
import { closest } from './closest.ts';
import { refusalOf } from './refused.ts';

export interface ReadAnnotations {
  readonly values: AnnotationValues;
  readonly bad: readonly BadValue[];
  /** Keys under our prefix that mean nothing, with the one that was perhaps meant. */
  readonly unknown: readonly { readonly key: string; readonly suggestion: string | null }[];
  /** What the gateway does not offer. */
  readonly refused: readonly { readonly key: string; readonly reason: string }[];
}

export interface BadValue {
  readonly name: AnnotationName;
  readonly value: string;
  readonly allowed: string;
  /** To go on without it would weaken security. */
  readonly heldBack: boolean;
}

/** Characters of a value. The longest sound one, 40 headers of 1,000 characters, is shorter; what is longer is not looked at. */
export const VALUE_LIMIT = 64 * 1024;

const NAMES = Object.keys(ANNOTATIONS) as readonly AnnotationName[];

export function readAnnotations(annotations: { readonly [key: string]: string } = {}): ReadAnnotations {
  const values: { [name: string]: unknown } = {};
  const bad: BadValue[] = [];
  const unknown: ReadAnnotations['unknown'][number][] = [];
  const refused: ReadAnnotations['refused'][number][] = [];
  for (const [key, text] of Object.entries(annotations)) {
    if (!key.startsWith(ANNOTATION_PREFIX)) continue;
    const name = key.slice(ANNOTATION_PREFIX.length);
    const reason = refusalOf(name, text);
    if (reason !== null) refused.push({ key, reason });
    if (isKnown(name)) {
      const { type, onBadValue }: Annotation<unknown> = ANNOTATIONS[name];
      const value = text.length > VALUE_LIMIT ? undefined : type.parse(text.trim());
      if (value !== undefined) values[name] = value;
      else bad.push({ name, value: text, allowed: type.allowed, heldBack: onBadValue === 'heldBack' });
    } else if (reason === null) {
      const meant = closest(name, NAMES);
      unknown.push({ key, suggestion: meant === null ? null : `${ANNOTATION_PREFIX}${meant}` });
    }
  }
  return { values, bad, unknown, refused };
}

const isKnown = (name: string): name is AnnotationName => Object.hasOwn(ANNOTATIONS, name);
