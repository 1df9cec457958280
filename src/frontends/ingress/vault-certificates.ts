/** Certificates in Key Vaults, as far as the controller knows them: it reads names and dates, the gateway the rest. */
import { mayUseVault } from '../../api/policy-check.ts';
import type { AnnotationValues } from '../../api/annotations/catalogue.ts';
import type { Ingress } from '../../cluster/objects.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Owner } from '../../routing/model.ts';
import { covers } from '../certificates/covers.ts';
import type { FrontendOptions } from '../options.ts';
import type { Report } from '../report.ts';
import { readSettings } from './annotations.ts';
import { selectIngresses } from './classes.ts';

/** Those that our Ingresses name and may use: no others are looked up. */
export function vaultReferences(snapshot: Snapshot, options: FrontendOptions): readonly string[] {
  const named = selectIngresses(snapshot, options).flatMap((own) => {
    const secretId = readSettings(own, options).values['key-vault-certificate'];
    const { namespace } = own.ingress.metadata;
    return secretId !== undefined && isPermitted(secretId, namespace, options) ? [secretId] : [];
  });
  return [...new Set(named)].toSorted();
}

const isPermitted = (secretId: string, namespace: string, { policy }: FrontendOptions): boolean =>
  mayUseVault(policy, namespace, new URL(secretId).hostname);

/** Hosts of rules that name none; empty where `tls` names some, or nothing is known of the certificate. */
export function certificateHostsOf(
  { metadata, spec }: Ingress,
  values: AnnotationValues,
  { vaultCertificates }: Snapshot,
  options: FrontendOptions,
): readonly string[] {
  const secretId = values['key-vault-certificate'];
  const saysHosts = (spec.tls ?? []).some(({ hosts = [] }) => hosts.length > 0);
  if (secretId === undefined || saysHosts || !isPermitted(secretId, metadata.namespace, options)) return [];
  return (vaultCertificates.get(secretId)?.names ?? []).filter((name) => HOST.test(name));
}

/** A common name may be any text. */
const HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;

export function reportVaultFaults(
  owner: Owner,
  secretId: string,
  host: string,
  { at, vaultCertificates }: Snapshot,
  report: Report,
): void {
  if (/\/secrets\/[^/]+\/./.test(secretId)) report(diagnose('KEY_VAULT_VERSIONED', owner, { secretId }));
  const known = vaultCertificates.get(secretId);
  if (!known) return;
  const { names, notAfter } = known;
  if (at > notAfter) {
    const detail = { secretId, notAfter: new Date(notAfter).toISOString() };
    report(diagnose('KEY_VAULT_CERTIFICATE_EXPIRED', owner, detail));
  }
  if (host !== '' && !covers(names, host)) {
    report(diagnose('KEY_VAULT_HOST_NOT_COVERED', owner, { secretId, host, names }));
  }
}
