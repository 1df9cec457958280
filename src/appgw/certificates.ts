/** sslCertificates: identity is the content, or where it is kept; a site whose certificate went bad keeps what it has. */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Certificate, CertificateMaterial, Site } from '../routing/model.ts';
import type { Context } from './context.ts';
import { copyCertificate, findOwn, sameReference } from './copy.ts';
import type { LiveGateway } from './live.ts';
import { isOwn } from './names.ts';
import { makePart, referenceTo, type Part } from './part.ts';
import { findForeign } from './referable.ts';
import type { HttpListenerProperties, SubResource } from './wire.ts';

export interface CertificateUse {
  readonly reference: SubResource;
  /** Null: somebody else's. */
  readonly part: Part<'sslCertificates'> | null;
  /** Null where there is nothing to upload: it is on the gateway already, or read from a vault. */
  readonly material: CertificateMaterial | null;
}

/**
 * Null: neither a usable certificate nor a last good one; the site is not served (it fails closed). `lastGood`: its
 * listener as it is.
 */
export function siteCertificate(
  site: Site,
  wanted: Certificate,
  lastGood: HttpListenerProperties | null,
  context: Context,
): CertificateUse | null {
  const { live, limits, report } = context;
  const certificate = withinLimit(wanted, limits.certificateBytes);
  const used = lastGood?.sslCertificate;
  const kept = used && !isLost(live, used) ? copyUse(live, used) : null;
  const { owner, hosts } = site;
  const told = { hosts, kept: kept !== null };
  switch (certificate.state) {
    case 'usable': {
      const { material, subject } = certificate;
      // Nothing of the Secret's name: equal certificates of two Secrets are uploaded once.
      return useOf(live, makePart(live, 'sslCertificates', [material.fingerprint], subject, {}), material);
    }
    case 'keyVault': {
      const { secretId } = certificate;
      if (live.lacksIdentity) {
        report(diagnose('KEY_VAULT_NEEDS_IDENTITY', owner, { secretId, ...told }));
        return kept;
      }
      const readable = secretId.replace(/^https?:\/\/([^./]*)[^/]*\/secrets/, '$1');
      const properties = { keyVaultSecretId: secretId };
      return useOf(live, makePart(live, 'sslCertificates', [secretId], readable, properties), null);
    }
    case 'onGateway': {
      const found = findForeign(live, 'sslCertificates', certificate.name);
      if (found) return { reference: { id: found.id }, part: null, material: null };
      report(diagnose('CERTIFICATE_NOT_ON_GATEWAY', owner, { certificate: certificate.name, ...told }));
      return kept;
    }
    case 'refused':
      return kept;
    case 'missing':
      report(diagnose('TLS_SECRET_MISSING', owner, { secret: certificate.secret, ...told }));
      return kept;
    case 'unnamed':
      report(diagnose('TLS_SECRET_UNNAMED', owner, told));
      return kept;
    case 'malformed': {
      const { secret, reason } = certificate;
      report(diagnose('TLS_SECRET_MALFORMED', owner, { secret, ...told, reason }));
      return kept;
    }
  }
}

const useOf = (
  live: LiveGateway,
  part: Part<'sslCertificates'>,
  material: CertificateMaterial | null,
): CertificateUse => ({ reference: referenceTo(live, part), part, material });

/** Ours, and not on the gateway any more. */
const isLost = (live: LiveGateway, { id }: SubResource): boolean =>
  isOwn('sslCertificates', id.slice(id.lastIndexOf('/') + 1), live.instance) &&
  !findOwn(live, 'sslCertificates', id);

/** The certificate of a listener as it is. */
export const copyUse = (live: LiveGateway, used: SubResource): CertificateUse => ({
  reference: sameReference(live, 'sslCertificates', used),
  part: copyCertificate(live, used)[0] ?? null,
  material: null,
});

function withinLimit(certificate: Certificate, limit: number): Certificate {
  if (certificate.state !== 'usable') return certificate;
  const bytes = pfxBytes(certificate.material);
  if (bytes <= limit) return certificate;
  const reason = `its ${bytes} bytes are more than the ${limit} that the gateway takes`;
  return { state: 'malformed', secret: certificate.secret, reason };
}

/** Bytes of the PFX that ARM would get, within a few hundred. */
const pfxBytes = ({ chain, privateKey }: CertificateMaterial): number =>
  chain.reduce((sum, der) => sum + der.length, privateKey.length) + PFX_OVERHEAD;
const PFX_OVERHEAD = 700;
