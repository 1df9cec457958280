/** Annotations of an Ingress, with the defaults that its class sets by the same annotations. */
import { diagnose, type Diagnostic, type ObjectRef } from '../../diagnostics/diagnostic.ts';
import type { ObjectMeta } from '../../cluster/objects.ts';
import type { OwnIngress } from './classes.ts';

const PREFIX = 'appgw.ingress.kubernetes.io/';
export const SSL_REDIRECT = `${PREFIX}ssl-redirect`;

export interface IngressSettings {
  /** As the Ingress itself says it; null where it does not. */
  readonly sslRedirect: boolean | null;
  /** As its class says it. */
  readonly classSslRedirect: boolean | null;
}

export interface ReadSettings {
  readonly settings: IngressSettings;
  readonly diagnostics: readonly Diagnostic[];
}

export function readSettings({ ingress, ingressClass }: OwnIngress): ReadSettings {
  const own = readBoolean({ kind: 'Ingress', ...ingress.metadata }, ingress.metadata, SSL_REDIRECT);
  const byClass = ingressClass
    ? readBoolean({ kind: 'IngressClass', ...ingressClass.metadata }, ingressClass.metadata, SSL_REDIRECT)
    : { value: null, diagnostics: [] };
  return {
    settings: { sslRedirect: own.value, classSslRedirect: byClass.value },
    diagnostics: [...own.diagnostics, ...byClass.diagnostics],
  };
}

// The spellings of Go's ParseBool, which AGIC's users bring.
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

function readBoolean(
  object: ObjectRef,
  { annotations }: ObjectMeta,
  annotation: string,
): { readonly value: boolean | null; readonly diagnostics: readonly Diagnostic[] } {
  const value = annotations?.[annotation];
  if (value === undefined) return { value: null, diagnostics: [] };
  if (TRUE.has(value)) return { value: true, diagnostics: [] };
  if (FALSE.has(value)) return { value: false, diagnostics: [] };
  const detail = { annotation, value, allowed: '"true" or "false"' };
  return { value: null, diagnostics: [diagnose('ANNOTATION_INVALID', object, detail)] };
}
