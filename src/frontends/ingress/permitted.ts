/** Things on the gateway that an Ingress names, and whether the policy lets its namespace use them. */
import type { Policy } from '../../api/policy.ts';
import { mayReference, mayUseVault, type ReferenceKind } from '../../api/policy-check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Owner } from '../../routing/model.ts';
import type { Report } from '../report.ts';

/** False: it may not, and its owner has been told. */
export function isPermitted(
  owner: Owner,
  kind: ReferenceKind,
  name: string,
  policy: Policy,
  report: Report,
): boolean {
  if (mayReference(policy, owner.namespace, kind, name)) return true;
  report(diagnose('REFERENCE_NOT_ALLOWED', owner, { kind, name, namespace: owner.namespace }));
  return false;
}

export function isVaultPermitted(owner: Owner, secretId: string, policy: Policy, report: Report): boolean {
  const { hostname } = new URL(secretId);
  if (mayUseVault(policy, owner.namespace, hostname)) return true;
  report(diagnose('KEY_VAULT_NOT_ALLOWED', owner, { vault: hostname, namespace: owner.namespace }));
  return false;
}
