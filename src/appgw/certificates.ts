/** sslCertificates: identity is the SHA-256 over the chain; a site whose Secret went bad keeps what it has. */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Certificate, CertificateMaterial, Site } from '../routing/model.ts';
import type { Context } from './context.ts';
import type { LiveGateway } from './live.ts';
import { ownerHash } from './names.ts';
import { makePart, type Part } from './part.ts';

export interface CertificatePart {
  readonly part: Part<'sslCertificates'>;
  /** Null where the certificate is on the gateway and stays as it is. */
  readonly material: CertificateMaterial | null;
}

/** Null: neither a usable Secret nor a last good certificate; the site is not served (it fails closed). */
export function certificatePart(
  site: Site,
  wanted: Certificate,
  siteHash: string,
  listener: string,
  context: Context,
): CertificatePart | null {
  const { live, limits, report } = context;
  const certificate = withinLimit(wanted, limits.certificateBytes);
  if (certificate.state === 'usable') {
    const { material, subject } = certificate;
    // Nothing of the Secret's name: equal certificates of two Secrets are uploaded once.
    return { part: makePart(live, 'sslCertificates', [material.fingerprint], subject, {}), material };
  }
  const part = lastGood(live, site, siteHash, listener);
  const { owner, hosts } = site;
  const detail = { secret: certificate.secret, hosts, kept: part !== null };
  switch (certificate.state) {
    case 'missing':
      report(diagnose('TLS_SECRET_MISSING', owner, detail));
      break;
    case 'unnamed':
      report(diagnose('TLS_SECRET_UNNAMED', owner, { hosts, kept: part !== null }));
      break;
    case 'malformed':
      report(diagnose('TLS_SECRET_MALFORMED', owner, { ...detail, reason: certificate.reason }));
  }
  return part && { part, material: null };
}

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

/** What the listener of this site uses now, if the same object put it there and it is ours. */
function lastGood(
  live: LiveGateway,
  site: Site,
  siteHash: string,
  listener: string,
): Part<'sslCertificates'> | null {
  if (live.ownRules.get(siteHash)?.owner !== ownerHash(site.owner)) return null;
  const used = live.own.httpListeners.get(listener.toLowerCase())?.properties.sslCertificate?.id;
  const name = used?.slice(used.lastIndexOf('/') + 1).toLowerCase();
  const child = name === undefined ? undefined : live.own.sslCertificates.get(name);
  return child ? { collection: 'sslCertificates', name: child.name, identity: null, properties: {} } : null;
}
