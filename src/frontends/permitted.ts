/** Things on the gateway that an Ingress names, and whether the policy lets its namespace use them. */
import type { AnnotationName, AnnotationValues } from '../api/annotations/catalogue.ts';
import type { Policy } from '../api/policy.ts';
import { mayReference, mayUseVault, type ReferenceKind } from '../api/policy-check.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Owner } from '../routing/model.ts';
import type { Report } from './report.ts';

/** What each annotation names on the gateway. */
const KINDS = {
  'appgw-ssl-certificate': 'sslCertificates',
  'appgw-ssl-profile': 'sslProfiles',
  'appgw-trusted-root-certificate': 'trustedRootCertificates',
  'rewrite-rule-set': 'rewriteRuleSets',
  'waf-policy': 'wafPolicies',
  'waf-policy-for-path': 'wafPolicies',
} as const satisfies { readonly [N in AnnotationName]?: ReferenceKind };

/**
 * False: it may not, and its owner has been told. What a class or the gateway itself gives is not asked for here: it was
 * written by whoever runs the gateway.
 */
export function isPermitted(
  { owner, own }: { readonly owner: Owner; readonly own: AnnotationValues },
  annotation: keyof typeof KINDS,
  name: string,
  policy: Policy,
  report: Report,
): boolean {
  const kind = KINDS[annotation];
  if (own[annotation] === undefined || mayReference(policy, owner.namespace, kind, name)) return true;
  report(diagnose('REFERENCE_NOT_ALLOWED', owner, { kind, name, namespace: owner.namespace }));
  return false;
}

export function isVaultPermitted(owner: Owner, secretId: string, policy: Policy, report: Report): boolean {
  const { hostname } = new URL(secretId);
  if (mayUseVault(policy, owner.namespace, hostname)) return true;
  report(diagnose('KEY_VAULT_NOT_ALLOWED', owner, { vault: hostname, namespace: owner.namespace }));
  return false;
}
