/**
 * sslProfiles and trustedClientCertificates: identity is the content. A site that asks for client certificates is never
 * served without: where its profile cannot be made, the last good one stays or the site goes.
 */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { CaBundle, ClientAuth, Site, TlsPolicy, TlsProfile } from '../routing/model.ts';
import type { Context } from './context.ts';
import { copyOwn, findOwn, sameReference } from './copy.ts';
import type { LiveGateway } from './live.ts';
import { makePart, referenceTo, type Part } from './part.ts';
import { findForeign } from './referable.ts';
import type { HttpListenerProperties, SslPolicy, SslProfileProperties, SubResource } from './wire.ts';

export interface ProfileUse {
  /** Null: the gateway's own policy. */
  readonly reference: SubResource | null;
  readonly parts: readonly Part[];
}

export const NO_PROFILE: ProfileUse = { reference: null, parts: [] };

/** Null: the site must not be served. `lastGood`: its listener as it is. */
export function siteProfile(
  site: Site,
  lastGood: HttpListenerProperties | null,
  context: Context,
): ProfileUse | null {
  const { live, report } = context;
  const { owner, hosts, tlsProfile } = site;
  const kept = lastGood?.sslProfile ? copyProfile(live, lastGood.sslProfile) : null;
  switch (tlsProfile?.kind) {
    case undefined:
      return NO_PROFILE;
    case 'refused':
      return lastGood && (kept ?? NO_PROFILE);
    case 'onGateway': {
      const found = findForeign(live, 'sslProfiles', tlsProfile.name);
      if (found) return { reference: { id: found.id }, parts: [] };
      const detail = { profile: tlsProfile.name, hosts, kept: kept !== null };
      report(diagnose('SSL_PROFILE_NOT_ON_GATEWAY', owner, detail));
      return kept;
    }
    case 'own':
      return ownProfile(site, tlsProfile, asksForCertificates(live, lastGood) ? kept : null, context);
  }
}

function ownProfile(
  site: Site,
  { policy, clientAuth }: Extract<TlsProfile, { kind: 'own' }>,
  kept: ProfileUse | null,
  { live, limits, report }: Context,
): ProfileUse | null {
  const { owner, hosts } = site;
  if (clientAuth && live.sku.toLowerCase() === 'basic') {
    const item = hosts[0] ?? 'The host-less site';
    report(diagnose('FEATURE_NOT_IN_SKU', owner, { item, feature: 'mutual TLS', sku: live.sku }));
    return null;
  }
  const ca = clientAuth?.ca ? withinLimit(clientAuth.ca, limits.clientCaBytes) : null;
  if (ca && ca.state !== 'usable') {
    const code = ca.state === 'missing' ? 'CLIENT_CA_MISSING' : 'CLIENT_CA_MALFORMED';
    const { source, reason } = ca;
    report(diagnose(code, owner, { source, hosts, reason, kept: kept !== null }));
    return kept;
  }
  const trusted = ca && clientCa(live, ca);
  const properties: SslProfileProperties = {
    ...(trusted && { trustedClientCertificates: [referenceTo(live, trusted)] }),
    ...(policy && { sslPolicy: sslPolicy(policy) }),
    ...(clientAuth && { clientAuthConfiguration: clientAuthConfiguration(clientAuth) }),
  };
  // The CA counts by its own identity, not by an id that differs between gateways.
  const identity = JSON.stringify({ ...properties, trustedClientCertificates: ca?.fingerprint ?? null });
  const readable = [clientAuth?.mode, policyText(policy), ca?.subject].filter(Boolean).join('-');
  const profile = makePart(live, 'sslProfiles', [identity], readable, properties);
  return { reference: referenceTo(live, profile), parts: [profile, ...(trusted ? [trusted] : [])] };
}

/** The profile of a listener as it is, with the client CAs that it reaches. */
export function copyProfile(live: LiveGateway, used: SubResource): ProfileUse {
  const trusted = findOwn(live, 'sslProfiles', used.id)?.properties.trustedClientCertificates ?? [];
  return {
    reference: sameReference(live, 'sslProfiles', used),
    parts: [
      ...copyOwn(live, 'sslProfiles', used),
      ...trusted.flatMap((each) => copyOwn(live, 'trustedClientCertificates', each)),
    ],
  };
}

function asksForCertificates(live: LiveGateway, listener: HttpListenerProperties | null): boolean {
  const id = listener?.sslProfile?.id;
  if (id === undefined) return false;
  const profile =
    findOwn(live, 'sslProfiles', id) ?? findForeign(live, 'sslProfiles', id.slice(id.lastIndexOf('/') + 1));
  return (profile?.properties.trustedClientCertificates ?? []).length > 0;
}

const clientCa = (
  live: LiveGateway,
  { fingerprint, subject, certificates }: Extract<CaBundle, { state: 'usable' }>,
): Part<'trustedClientCertificates'> =>
  makePart(live, 'trustedClientCertificates', [fingerprint], subject, {
    data: Buffer.from(certificates.map(toPem).join('')).toString('base64'),
  });

function toPem(der: Uint8Array): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function withinLimit(ca: CaBundle, limit: number): CaBundle {
  if (ca.state !== 'usable') return ca;
  const bytes = ca.certificates.reduce((sum, der) => sum + toPem(der).length, 0);
  if (bytes <= limit) return ca;
  const reason = `its ${bytes} bytes are more than the ${limit} that the gateway takes`;
  return { state: 'malformed', source: ca.source, reason };
}

const sslPolicy = (policy: TlsPolicy): SslPolicy =>
  policy.kind === 'predefined'
    ? { policyType: 'Predefined', policyName: policy.name }
    : { policyType: 'CustomV2', minProtocolVersion: policy.version };

const policyText = (policy: TlsPolicy | null): string =>
  policy === null ? '' : policy.kind === 'predefined' ? policy.name : policy.version;

const clientAuthConfiguration = ({
  mode,
  verifyIssuer,
  ocsp,
}: ClientAuth): NonNullable<SslProfileProperties['clientAuthConfiguration']> => ({
  verifyClientCertIssuerDN: verifyIssuer,
  verifyClientRevocation: ocsp ? 'OCSP' : 'None',
  verifyClientAuthMode: mode === 'strict' ? 'Strict' : 'Passthrough',
});
