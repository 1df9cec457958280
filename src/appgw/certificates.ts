/** sslCertificates: identity is the SHA-256 over the chain; a site whose Secret went bad keeps what it has. */
import type { Certificate, CertificateMaterial, Site } from '../routing/model.ts';
import type { LiveGateway } from './live.ts';
import { ownerHash } from './names.ts';
import { makePart, type Part } from './part.ts';

export interface CertificatePart {
  readonly part: Part<'sslCertificates'>;
  /** Absent where the certificate is on the gateway and stays as it is. */
  readonly material: CertificateMaterial | null;
}

/** Null: neither a usable Secret nor a last good certificate; the site is not served (it fails closed). */
export function certificatePart(
  live: LiveGateway,
  site: Site & { readonly certificate: Certificate },
  siteHash: string,
  listener: string,
): CertificatePart | null {
  const { certificate } = site;
  if (certificate.state === 'usable') {
    const { material, subject } = certificate;
    // Nothing of the Secret's name: equal certificates of two Secrets are uploaded once.
    const part = makePart(live, 'sslCertificates', [material.fingerprint], subject, {});
    return { part, material };
  }
  const part = lastGood(live, site, siteHash, listener);
  return part && { part, material: null };
}

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

/** Bytes of the PFX that ARM would get, within a few hundred. */
export const pfxBytes = ({ chain, privateKey }: CertificateMaterial): number =>
  chain.reduce((sum, der) => sum + der.length, privateKey.length) + PFX_OVERHEAD;

const PFX_OVERHEAD = 700;
