/** What a diagnostic of an Ingress means at admission: nothing, a warning or a refusal. */
import { severityOf, type Code, type Diagnostic } from '../diagnostics/diagnostic.ts';

export type Mode = 'off' | 'warn' | 'enforce';

/** Found in the text of the Ingress, or against what another one has already: whoever applies it can correct it. */
const REFUSED: ReadonlySet<Code> = new Set<Code>([
  'ANNOTATION_INVALID',
  'ANNOTATION_UNREADABLE',
  'ANNOTATION_REFUSED',
  'ANNOTATIONS_EXCLUSIVE',
  'PATH_CONFLICT',
  'PATH_CASE_CONFLICT',
  'PATH_NOT_EXPRESSIBLE',
  'PATH_PROHIBITED',
  'EXACT_ROOT_REFUSED',
  'DEFAULT_BACKEND_CONFLICT',
  'HEADER_NOT_REWRITABLE',
  'REWRITE_TARGET_REFUSED',
  'REDIRECT_LOOP',
  'REFERENCE_NOT_ALLOWED',
  'FRONTEND_NOT_ALLOWED',
  'HOST_NOT_ALLOWED',
  'KEY_VAULT_NOT_ALLOWED',
  'CLIENT_CA_UNNAMED',
  'TLS_SECRET_UNNAMED',
  'TLS_CERTIFICATE_CONFLICT',
  'RESOURCE_BACKEND_REFUSED',
  'PROBE_TIMEOUT_TOO_LONG',
]);

/**
 * Not known at admission: Secrets and ConfigMaps are read once an Ingress that names them is there, endpoints come after
 * it, and what is on the gateway is seen by the leader alone.
 */
const UNSEEN: ReadonlySet<Code> = new Set<Code>([
  'NO_ENDPOINTS',
  'TLS_SECRET_MISSING',
  'TLS_SECRET_MALFORMED',
  'CLIENT_CA_MISSING',
  'CLIENT_CA_MALFORMED',
  'BACKEND_CA_UNUSABLE',
  'CERTIFICATE_NOT_ON_GATEWAY',
  'SSL_PROFILE_NOT_ON_GATEWAY',
  'TRUSTED_ROOT_NOT_ON_GATEWAY',
  'REWRITE_SET_NOT_ON_GATEWAY',
  'KEY_VAULT_NEEDS_IDENTITY',
  'FRONTEND_MISSING',
  'FEATURE_NOT_IN_SKU',
  'WAF_SKU_NEEDED',
  'SOURCE_RANGES_NEED_A_POLICY',
]);

const RANK: Readonly<Record<Mode, number>> = { off: 0, warn: 1, enforce: 2 };

export function modeOf(diagnostic: Diagnostic, mode: Mode, codes: Readonly<Record<string, Mode>>): Mode {
  const own = codes[diagnostic.code] ?? usual(diagnostic);
  return RANK[own] < RANK[mode] ? own : mode;
}

function usual(diagnostic: Diagnostic): Mode {
  const { code } = diagnostic;
  if (UNSEEN.has(code) || severityOf(diagnostic) === 'info') return 'off';
  return REFUSED.has(code) ? 'enforce' : 'warn';
}
