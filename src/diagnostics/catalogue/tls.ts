import { entry } from './entry.ts';

/** What can be wrong with `spec.tls` and the Secrets behind it. */
export const TLS = {
  SECRETS_UNREADABLE: entry<{
    kind: 'Secret' | 'ConfigMap';
    namespace: string;
    name: string | null;
    reason: string;
  }>(
    'error',
    (d) =>
      `${d.name === null ? `The ${d.kind}s` : `${d.kind} ${d.name}`} of namespace ${d.namespace} cannot be read: ${d.reason}. What was read before stays in use.`,
    'Grant the controller list and watch on Secrets and ConfigMaps there, or remove the namespace from its list.',
  ),
  TLS_SECRET_MISSING: entry<{ secret: string; hosts: readonly string[]; kept: boolean }>(
    'error',
    (d) =>
      `Secret ${d.secret} for ${list(d.hosts)} does not exist: ${d.kept ? 'the last good certificate stays in use.' : 'HTTPS is held back, and plain HTTP answers only ACME challenges.'}`,
    'Create the Secret (type kubernetes.io/tls), or let cert-manager issue it; nothing else needs to change.',
  ),
  TLS_SECRET_MALFORMED: entry<{ secret: string; hosts: readonly string[]; reason: string; kept: boolean }>(
    'error',
    (d) =>
      `Secret ${d.secret} for ${list(d.hosts)} cannot be used: ${d.reason}. ${d.kept ? 'The last good certificate stays in use.' : 'HTTPS is held back, and plain HTTP answers only ACME challenges.'}`,
    'Put a PEM certificate chain (leaf first) in tls.crt and its unencrypted private key in tls.key.',
  ),
  TLS_SECRET_UNNAMED: entry<{ hosts: readonly string[]; kept: boolean }>(
    'error',
    (d) =>
      `The tls entry for ${list(d.hosts)} names no Secret: ${d.kept ? 'the last good certificate stays in use.' : 'HTTPS is held back.'}`,
    'Set secretName in the tls entry.',
  ),
  TLS_CERTIFICATE_EXPIRED: entry<{ secret: string; notAfter: string }>(
    'warning',
    (d) => `The certificate in Secret ${d.secret} expired at ${d.notAfter}; clients will refuse it.`,
    'Renew the certificate; the new one is taken over as soon as the Secret changes.',
  ),
  TLS_CERTIFICATE_NOT_YET_VALID: entry<{ secret: string; notBefore: string }>(
    'warning',
    (d) =>
      `The certificate in Secret ${d.secret} is not valid before ${d.notBefore}; clients will refuse it.`,
    'Check the clock of the issuer, or wait.',
  ),
  TLS_HOST_NOT_COVERED: entry<{ secret: string; host: string; names: readonly string[] }>(
    'warning',
    (d) =>
      `The certificate in Secret ${d.secret} is for ${list(d.names)}, not for ${d.host}; clients will refuse it.`,
    'Issue a certificate with a subject alternative name that covers the host.',
  ),
  TLS_CERTIFICATE_CONFLICT: entry<{ host: string; secret: string; owner: string }>(
    'error',
    (d) =>
      `The certificate of ${hostText(d.host)} is the one that ${d.owner} names; ${d.secret === '' ? 'the entry here, which names none,' : d.secret} is not used.`,
    'Name the same Secret, or let one Ingress own the tls entry of the host: the oldest wins.',
  ),
  TLS_HOST_UNUSED: entry<{ host: string }>(
    'info',
    (d) => `The tls host ${d.host} appears in no rule of this Ingress, so its entry has no effect.`,
    'Add a rule for the host, or remove it from tls.',
  ),
  SSL_REDIRECT_CONFLICT: entry<{ host: string; owner: string; effective: boolean }>(
    'warning',
    (d) =>
      `${hostText(d.host)} ${d.effective ? 'redirects' : 'does not redirect'} plain HTTP, as ${d.owner} decides; the annotation here is not used.`,
    'Only the oldest Ingress with tls for a host decides about its redirect.',
  ),
  HTTPS_ANSWERED_BY_HOSTLESS: entry<{ hosts: readonly string[]; owner: string }>(
    'warning',
    (d) =>
      `${list(d.hosts)} ${d.hosts.length === 1 ? 'has' : 'have'} no HTTPS here, so HTTPS requests are answered by the host-less rules of ${d.owner}.`,
    'Add tls for the host, or take the tls entry without hosts away from the host-less rules.',
  ),
  REDIRECT_NOT_EXPRESSIBLE: entry<{ host: string; service: string | null }>(
    'warning',
    (d) =>
      `The redirect to https for ${hostText(d.host)} ${d.service === null ? 'would have to lead to another port than 443' : `needs the default backend Service ${d.service}, which is not there`}: plain HTTP is not served.`,
    'The gateway cannot redirect to a listener with a wildcard host; install the default backend of the chart.',
  ),
  CERTIFICATE_NOT_ON_GATEWAY: entry<{ certificate: string; hosts: readonly string[]; kept: boolean }>(
    'error',
    (d) =>
      `The gateway has no certificate ${d.certificate} for ${list(d.hosts)}: ${d.kept ? 'the last good certificate stays in use.' : 'HTTPS is held back.'}`,
    'Add the certificate to the gateway, or correct its name; certificates of this controller cannot be named.',
  ),
  SSL_PROFILE_NOT_ON_GATEWAY: entry<{ profile: string; hosts: readonly string[]; kept: boolean }>(
    'error',
    (d) =>
      `The gateway has no SSL profile ${d.profile} for ${list(d.hosts)}: ${d.kept ? 'the last good profile stays in use.' : 'HTTPS is held back.'}`,
    'Add the profile to the gateway, or correct its name; profiles of this controller cannot be named.',
  ),
  CLIENT_CA_MISSING: entry<{ source: string; hosts: readonly string[]; reason: string; kept: boolean }>(
    'error',
    (d) =>
      `${d.source}, by which ${list(d.hosts)} knows its clients, cannot be found: ${d.reason}. ${clientAuthKept(d.kept)}`,
    'Create the object with the CA certificates in PEM; nothing else needs to change.',
  ),
  CLIENT_CA_MALFORMED: entry<{ source: string; hosts: readonly string[]; reason: string; kept: boolean }>(
    'error',
    (d) =>
      `${d.source}, by which ${list(d.hosts)} knows its clients, cannot be used: ${d.reason}. ${clientAuthKept(d.kept)}`,
    'Put the CA certificates up to the root in it as PEM, 25 KB at most.',
  ),
} as const;

const list = (items: readonly string[]): string =>
  items.length === 0 ? 'no host' : items.map(hostText).join(', ');
const clientAuthKept = (kept: boolean): string =>
  kept ? 'The last good profile stays in use.' : 'HTTPS is held back.';
const hostText = (host: string): string => (host === '' ? 'the host-less site' : host);
