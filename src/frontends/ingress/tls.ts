/** TLS of a host (decision 7): who owns it, with which certificate, and whether plain HTTP redirects. */
import type { Ingress, IngressTLS } from '../../cluster/objects.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import { diagnose, refText, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Certificate } from '../../routing/model.ts';
import { covers } from '../certificates/covers.ts';
import { inspectTlsSecret } from '../certificates/inspect.ts';
import type { FrontendOptions } from '../options.ts';
import type { HostGroup, Member, Participant } from './hosts.ts';

export interface HostTls {
  readonly owner: Member;
  readonly certificate: Certificate;
  readonly redirect: boolean;
}

export type Report = (diagnostic: Diagnostic) => void;

/** Null: no Ingress of the host asks for TLS. */
export function decideTls(
  group: HostGroup,
  snapshot: Snapshot,
  options: FrontendOptions,
  report: Report,
): HostTls | null {
  const claims = group.members.flatMap((member) => {
    const entry = claimOf(member.ingress, group.host);
    return entry ? [{ member, certificate: certificateOf(member, entry, snapshot) }] : [];
  });
  const [first, ...others] = claims;
  if (!first) return null;
  const redirect = redirectOf(first.member, options);
  for (const other of others) {
    const owner = refText(first.member.owner);
    if (!sameCertificate(first.certificate, other.certificate)) {
      const detail = { host: group.host, secret: other.certificate.secret, owner };
      report(diagnose('TLS_CERTIFICATE_CONFLICT', other.member.owner, detail));
    }
    const wanted = other.member.settings.sslRedirect;
    if (wanted !== null && wanted !== redirect) {
      report(
        diagnose('SSL_REDIRECT_CONFLICT', other.member.owner, {
          host: group.host,
          owner,
          effective: redirect,
        }),
      );
    }
  }
  reportDates(first.member, first.certificate, group.host, snapshot, report);
  return { owner: first.member, certificate: first.certificate, redirect };
}

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

/** Hosts of tls entries that no rule of the same Ingress uses: without a rule they have no effect. */
export function unusedTlsHosts({ owner, ingress }: Participant): readonly Diagnostic[] {
  const hosts = (ingress.spec.rules ?? []).map((rule) => (rule.host ?? '').toLowerCase());
  const unused = (name: string): boolean =>
    !hosts.some((host) => host !== '' && (host === name || covers([name], host)));
  const names = (ingress.spec.tls ?? [])
    .flatMap((entry) => entry.hosts ?? [])
    .map((name) => name.toLowerCase());
  return names.filter(unused).map((host) => diagnose('TLS_HOST_UNUSED', owner, { host }));
}

const redirectOf = ({ settings }: Member, options: FrontendOptions): boolean =>
  settings.sslRedirect ?? settings.classSslRedirect ?? options.sslRedirect;

function certificateOf({ ingress }: Member, entry: IngressTLS, snapshot: Snapshot): Certificate {
  if (!entry.secretName) return { state: 'unnamed', secret: '', reason: 'the tls entry names no Secret' };
  const name = `${ingress.metadata.namespace}/${entry.secretName}`;
  const secret = snapshot.secrets.get(name);
  if (!secret) return { state: 'missing', secret: name, reason: 'it does not exist' };
  const inspected = inspectTlsSecret(secret);
  return inspected.state === 'usable'
    ? { state: 'usable', secret: name, subject: inspected.names[0] ?? '', material: inspected.material }
    : { state: 'malformed', secret: name, reason: inspected.reason };
}

const sameCertificate = (a: Certificate, b: Certificate): boolean =>
  a.state === 'usable' && b.state === 'usable'
    ? a.material.fingerprint === b.material.fingerprint
    : a.secret === b.secret;

function reportDates(
  { owner }: Member,
  { state, secret: name }: Certificate,
  host: string,
  { at, secrets }: Snapshot,
  report: Report,
): void {
  const secret = secrets.get(name);
  const inspected = state === 'usable' && secret ? inspectTlsSecret(secret) : null;
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
