/** How a backend that speaks https is checked. Fails closed: a missing authority holds the path back. */
import type { AnnotationName, AnnotationValues } from '../api/annotations/catalogue.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { STRICT_TLS, type BackendTls, type TrustedRoot } from '../routing/backend.ts';
import { readCaBundle } from './certificates/ca-bundle.ts';
import { isPermitted } from './permitted.ts';
import type { Unconfigured } from './unconfigured.ts';

const CHECKS: readonly AnnotationName[] = [
  'backend-ca',
  'backend-sni',
  'backend-verify-certificate',
  'backend-verify-host',
];

/** Null: refused, and its owner has been told. */
export function backendTls(
  wanted: Unconfigured,
  values: AnnotationValues,
  protocol: 'Http' | 'Https',
): BackendTls | null {
  const { owner, own, report } = wanted;
  if (protocol === 'Http') {
    const idle = CHECKS.filter((name) => own[name] !== undefined);
    if (idle.length > 0) report(diagnose('BACKEND_NOT_ENCRYPTED', owner, { annotations: idle }));
    return STRICT_TLS;
  }
  const sniName = values['backend-sni'] ?? null;
  const validateSni = values['backend-verify-host'] ?? true;
  if (sniName !== null && !validateSni) {
    const annotations = ['backend-sni', 'backend-verify-host "false"'];
    report(diagnose('ANNOTATIONS_EXCLUSIVE', owner, { annotations }));
    return null;
  }
  const trustedRoots = rootsOf(wanted, values);
  return (
    trustedRoots && {
      trustedRoots,
      validateCertificate: values['backend-verify-certificate'] ?? true,
      validateSni,
      sniName,
    }
  );
}

function rootsOf(
  { owner, own, snapshot, options: { policy }, report }: Unconfigured,
  values: AnnotationValues,
): readonly TrustedRoot[] | null {
  const names = [...(values['appgw-trusted-root-certificate'] ?? [])].sort();
  const tell = { owner, own };
  if (!names.every((name) => isPermitted(tell, 'appgw-trusted-root-certificate', name, policy, report)))
    return null;
  const named = names.map((name): TrustedRoot => ({ kind: 'onGateway', name }));
  const source = values['backend-ca'];
  if (!source) return named;
  const ca = readCaBundle(snapshot, owner.namespace, source);
  if (ca.state === 'usable') return [...named, { kind: 'own', ca }];
  report(diagnose('BACKEND_CA_UNUSABLE', owner, { source: ca.source, reason: ca.reason }));
  return null;
}
