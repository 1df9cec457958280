/** Which certificate an Ingress gives a host: its Secret, one in a Key Vault, or one that is on the gateway. */
import { ANNOTATION_PREFIX } from '../../api/annotations/catalogue.ts';
import type { Ingress, IngressTLS } from '../../cluster/objects.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Certificate, SecretCertificate } from '../../routing/model.ts';
import { covers } from '../certificates/covers.ts';
import { inspectTlsSecret } from '../certificates/inspect.ts';
import type { FrontendOptions } from '../options.ts';
import type { Participant } from './hosts.ts';
import { isPermitted, isVaultPermitted } from '../permitted.ts';
import type { Report } from '../report.ts';

const REFUSED: Certificate = { state: 'refused' };
const BY_ANNOTATION = ['key-vault-certificate', 'appgw-ssl-certificate'] as const;

/** Null: it asks for no TLS on the host. */
export function certificateFor(
  participant: Participant,
  host: string,
  snapshot: Snapshot,
  { policy }: FrontendOptions,
  report: Report,
): Certificate | null {
  const { owner, ingress, values, heldBack, holding } = participant;
  if (holding) return holding.secureHosts.has(host) ? REFUSED : null;
  const entry = claimOf(ingress, host);
  // What cannot be read must not open the host to plain HTTP, nor take the certificate that is there.
  if (heldBack) return entry || namesCertificate(ingress) ? REFUSED : null;
  if (entry?.secretName) return secretCertificate(`${owner.namespace}/${entry.secretName}`, snapshot);
  const given = BY_ANNOTATION.filter((name) => values[name] !== undefined);
  if (given.length > 1) {
    report(diagnose('ANNOTATIONS_EXCLUSIVE', owner, { annotations: given }));
    return REFUSED;
  }
  const secretId = values['key-vault-certificate'];
  if (secretId !== undefined) {
    return isVaultPermitted(owner, secretId, policy, report) ? { state: 'keyVault', secretId } : REFUSED;
  }
  const name = values['appgw-ssl-certificate'];
  if (name !== undefined) {
    return isPermitted(participant, 'appgw-ssl-certificate', name, policy, report)
      ? { state: 'onGateway', name }
      : REFUSED;
  }
  return entry && { state: 'unnamed', secret: '', reason: 'the tls entry names no Secret' };
}

/** Whether it asks for TLS on the host, by whatever certificate. */
export const claimsTls = ({ ingress, holding }: Participant, host: string): boolean =>
  holding ? holding.secureHosts.has(host) : claimOf(ingress, host) !== null || namesCertificate(ingress);

const namesCertificate = ({ metadata }: Ingress): boolean =>
  BY_ANNOTATION.some((name) => metadata.annotations?.[`${ANNOTATION_PREFIX}${name}`] !== undefined);

/** The tls entry for a host: the one that names it, else one whose wildcard covers it, else one without hosts. */
export function claimOf({ spec }: Ingress, host: string): IngressTLS | null {
  const entries = spec.tls ?? [];
  const named = (entry: IngressTLS): string[] => (entry.hosts ?? []).map((name) => name.toLowerCase());
  return (
    (host !== '' && entries.find((entry) => named(entry).includes(host))) ||
    (host !== '' && entries.find((entry) => covers(named(entry), host))) ||
    entries.find((entry) => named(entry).length === 0) ||
    null
  );
}

function secretCertificate(name: string, snapshot: Snapshot): SecretCertificate {
  const secret = snapshot.secrets.get(name);
  if (!secret) return { state: 'missing', secret: name, reason: 'it does not exist' };
  const inspected = inspectTlsSecret(secret);
  return inspected.state === 'usable'
    ? { state: 'usable', secret: name, subject: inspected.names[0] ?? '', material: inspected.material }
    : { state: 'malformed', secret: name, reason: inspected.reason };
}

/** Two that show clients the same. */
export function sameCertificate(a: Certificate, b: Certificate): boolean {
  if (a.state === 'usable' && b.state === 'usable') return a.material.fingerprint === b.material.fingerprint;
  return JSON.stringify(identityOf(a)) === JSON.stringify(identityOf(b));
}

/** What people call it. */
export function identityOf(certificate: Certificate): string {
  switch (certificate.state) {
    case 'keyVault':
      return certificate.secretId;
    case 'onGateway':
      return certificate.name;
    case 'refused':
      return '';
    case 'usable':
    case 'missing':
    case 'malformed':
    case 'unnamed':
      return certificate.secret;
  }
}
