/** What an Ingress says by annotations; what it does not say, its class may, and after that its gateway. */
import type { AnnotationValues } from '../../api/annotations/catalogue.ts';
import type { IngressClass } from '../../cluster/objects.ts';
import { refText, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { idleAnnotations, sayingsOf, unreadable, type Said } from '../annotation-rows.ts';
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

const SILENT: Said = { values: {}, unreadable: [], diagnostics: [] };

export function readSettings(
  { ingress: { metadata }, ingressClass }: OwnIngress,
  { defaults }: Pick<FrontendOptions, 'defaults'>,
): IngressSettings {
  const object = { kind: 'Ingress', ...metadata };
  const own = sayingsOf(object, metadata.annotations, () => true);
  const byClass = ingressClass ? sayingsOfClass(ingressClass) : SILENT;
  const inherited = byClass.unreadable.filter(({ name }) => own.values[name] === undefined);
  const values = { ...defaults, ...byClass.values, ...own.values };
  return {
    values,
    own: own.values,
    heldBack: own.unreadable.length > 0 || inherited.length > 0,
    diagnostics: [
      ...own.diagnostics,
      ...idleAnnotations(object, own.values, values),
      ...byClass.diagnostics,
      ...inherited.map((bad) => unreadable(object, bad, refText(classRef(ingressClass!)))),
    ],
  };
}

const sayingsOfClass = (ingressClass: IngressClass): Said =>
  sayingsOf(classRef(ingressClass), ingressClass.metadata.annotations, ({ defaultable }) => defaultable);

const classRef = ({ metadata }: IngressClass) => ({ kind: 'IngressClass', ...metadata });
