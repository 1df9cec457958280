/** What an Ingress says by annotations; what it does not say, its class may, and after that its gateway. */
import type { AnnotationValues } from '../../api/annotations/catalogue.ts';
import { readAnnotations } from '../../api/annotations/read.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { annotationProblems, only } from '../annotation-rows.ts';
import type { FrontendOptions } from '../options.ts';
import type { OwnIngress } from './classes.ts';

export interface IngressSettings {
  /** What holds. */
  readonly values: AnnotationValues;
  /** What it says itself. */
  readonly own: AnnotationValues;
  /** A value that cannot be read, and without which security would be weaker: the last good configuration stays. */
  readonly heldBack: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export function readSettings(
  { ingress, ingressClass }: OwnIngress,
  { defaults }: Pick<FrontendOptions, 'defaults'>,
): IngressSettings {
  const own = readAnnotations(ingress.metadata.annotations);
  const byClass = readAnnotations(ingressClass?.metadata.annotations);
  return {
    values: { ...defaults, ...only(byClass.values, ({ defaultable }) => defaultable), ...own.values },
    own: own.values,
    heldBack: own.bad.some(({ heldBack }) => heldBack),
    diagnostics: [
      ...annotationProblems({ kind: 'Ingress', ...ingress.metadata }, own),
      ...(ingressClass
        ? annotationProblems({ kind: 'IngressClass', ...ingressClass.metadata }, byClass)
        : []),
    ],
  };
}
