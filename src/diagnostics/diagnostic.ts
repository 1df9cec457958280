/**
 * Diagnostics are data: a code of the closed union, the object that it concerns, and the details of that code.
 * They are made anywhere and become text, Event, condition or JSON only at the edges (`render.ts`).
 * Severities (`catalogue/`): error = some configuration of the object is held back; warning = served, but perhaps
 * not as the owner thinks; info otherwise.
 */
import { CATALOGUE } from './catalogue/index.ts';

type Catalogue = typeof CATALOGUE;
export type Code = keyof Catalogue;
export type Severity = 'error' | 'warning' | 'info';
export type Detail<C extends Code> = Parameters<Catalogue[C]['message']>[0];

export interface ObjectRef {
  readonly kind: string;
  /** Empty for cluster-scoped objects. */
  readonly namespace: string;
  readonly name: string;
}

/** Where a manifest says it; line and column from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Diagnostic = {
  [C in Code]: {
    readonly code: C;
    readonly object: ObjectRef | null;
    readonly detail: Detail<C>;
    readonly source?: Source;
  };
}[Code];

export function diagnose<C extends Code>(
  code: C,
  object: ObjectRef | null,
  detail: Detail<C>,
  source?: Source,
): Diagnostic {
  const base = {
    code,
    object: object && { kind: object.kind, namespace: object.namespace, name: object.name },
    detail,
  };
  return (source ? { ...base, source } : base) as Diagnostic;
}

export const severityOf = (diagnostic: Diagnostic): Severity => CATALOGUE[diagnostic.code].severity;
export const isError = (diagnostic: Diagnostic): boolean => severityOf(diagnostic) === 'error';

/** `Ingress/shop/web`; a cluster-scoped object is `IngressClass/name`. */
export const refText = (ref: ObjectRef): string =>
  ref.namespace === '' ? `${ref.kind}/${ref.name}` : `${ref.kind}/${ref.namespace}/${ref.name}`;
