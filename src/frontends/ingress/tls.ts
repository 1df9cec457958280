/** TLS of a host (decision 7): who owns it, with which certificate, and whether plain HTTP redirects. */
import type { Snapshot } from '../../cluster/snapshot.ts';
import { diagnose, refText, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Certificate } from '../../routing/model.ts';
import { covers } from '../certificates/covers.ts';
import { inspectTlsSecret } from '../certificates/inspect.ts';
import type { FrontendOptions } from '../options.ts';
import type { Report } from '../report.ts';
import { hostsOf, type HostGroup, type Member, type Participant } from './hosts.ts';
import { certificateFor, identityOf, sameCertificate } from './tls-certificates.ts';
import { reportVaultFaults } from './vault-certificates.ts';

export interface HostTls {
  readonly owner: Member;
  readonly certificate: Certificate;
  readonly redirect: boolean;
}

/** Null: no Ingress of the host asks for TLS. */
export function decideTls(
  group: HostGroup,
  snapshot: Snapshot,
  options: FrontendOptions,
  report: Report,
): HostTls | null {
  const claims = group.members.flatMap((member) => {
    const certificate = certificateFor(member, group.host, snapshot, options, report);
    return certificate ? [{ member, certificate }] : [];
  });
  const [first, ...others] = claims;
  if (!first) {
    reportUselessRedirects(group, report);
    return null;
  }
  const redirect = redirectOf(first.member, options);
  for (const other of others) {
    const owner = refText(first.member.owner);
    if (!sameCertificate(first.certificate, other.certificate) && other.certificate.state !== 'refused') {
      const detail = { host: group.host, secret: identityOf(other.certificate), owner };
      report(diagnose('TLS_CERTIFICATE_CONFLICT', other.member.owner, detail));
    }
    const wanted = other.member.own['ssl-redirect'];
    if (wanted !== undefined && wanted !== redirect) {
      report(
        diagnose('SSL_REDIRECT_CONFLICT', other.member.owner, {
          host: group.host,
          owner,
          effective: redirect,
        }),
      );
    }
  }
  reportFaults(first.member, first.certificate, group.host, snapshot, report);
  return { owner: first.member, certificate: first.certificate, redirect };
}

/** Hosts of tls entries that no rule of the same Ingress uses: without a rule they have no effect. */
export function unusedTlsHosts(participant: Participant): readonly Diagnostic[] {
  const { owner, ingress } = participant;
  const hosts = (ingress.spec.rules ?? []).flatMap((rule) => hostsOf(rule, participant));
  const unused = (name: string): boolean =>
    !hosts.some((host) => host !== '' && (host === name || covers([name], host)));
  const names = (ingress.spec.tls ?? [])
    .flatMap((entry) => entry.hosts ?? [])
    .map((name) => name.toLowerCase());
  return names.filter(unused).map((host) => diagnose('TLS_HOST_UNUSED', owner, { host }));
}

const redirectOf = ({ values }: Member, options: FrontendOptions): boolean =>
  values['ssl-redirect'] ?? options.sslRedirect;

/** AGIC refuses such an Ingress; serving it harms nobody, but its owner believes in a redirect. */
function reportUselessRedirects({ members, host }: HostGroup, report: Report): void {
  for (const { owner, own } of members) {
    if (own['ssl-redirect']) report(diagnose('SSL_REDIRECT_WITHOUT_TLS', owner, { host }));
  }
}

function reportFaults(
  { owner }: Member,
  certificate: Certificate,
  host: string,
  snapshot: Snapshot,
  report: Report,
): void {
  const { at, secrets } = snapshot;
  if (certificate.state === 'keyVault')
    reportVaultFaults(owner, certificate.secretId, host, snapshot, report);
  if (certificate.state !== 'usable') return;
  const name = certificate.secret;
  const secret = secrets.get(name);
  const inspected = secret ? inspectTlsSecret(secret) : null;
  if (inspected?.state !== 'usable') return;
  const { notBefore, notAfter, names } = inspected;
  const date = (ms: number): string => new Date(ms).toISOString();
  if (at > notAfter)
    report(diagnose('TLS_CERTIFICATE_EXPIRED', owner, { secret: name, notAfter: date(notAfter) }));
  if (at < notBefore) {
    report(diagnose('TLS_CERTIFICATE_NOT_YET_VALID', owner, { secret: name, notBefore: date(notBefore) }));
  }
  if (host !== '' && !covers(names, host)) {
    report(diagnose('TLS_HOST_NOT_COVERED', owner, { secret: name, host, names }));
  }
}
