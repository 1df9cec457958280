/** Annotations of a Service: they hold for every Ingress that leads to it. */
import type { AnnotationValues } from '../api/annotations/catalogue.ts';
import { readAnnotations } from '../api/annotations/read.ts';
import type { Service } from '../cluster/objects.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { annotationProblems, only } from './annotation-rows.ts';

export interface ServiceSettings {
  readonly values: AnnotationValues;
  /** A value that cannot be read, and without which security would be weaker. */
  readonly heldBack: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export function readServiceSettings({ metadata }: Service): ServiceSettings {
  const read = readAnnotations(metadata.annotations);
  return {
    values: only(read.values, ({ onService }) => onService === true),
    heldBack: read.bad.some(({ heldBack }) => heldBack),
    diagnostics: annotationProblems({ kind: 'Service', ...metadata }, read),
  };
}
