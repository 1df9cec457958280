import { entry } from './entry.ts';

/** What can be wrong with what a host has only once, and with what an Ingress names that is not its own. */
export const HOSTS = {
  HOST_SETTING_CONFLICT: entry<{ annotation: string; host: string; owner: string }>(
    'warning',
    (d) => `${d.annotation} of ${hostText(d.host)} is up to ${d.owner}; the value here is not used.`,
    'A host has only one such setting: that of the oldest Ingress that gives it.',
  ),
  REFERENCE_NOT_ALLOWED: entry<{ kind: string; name: string; namespace: string }>(
    'error',
    (d) => `Namespace ${d.namespace} may not use ${d.kind}/${d.name}, which the gateway has.`,
    "Whoever runs the gateway allows it by policy.references; until then the Ingress' last good configuration stays.",
  ),
  FRONTEND_NOT_ALLOWED: entry<{ frontend: string }>(
    'error',
    (d) => `Ingresses may not use the ${d.frontend} frontend of this gateway.`,
    'Use the other frontend, or ask whoever runs the gateway for policy.frontends.',
  ),
  HOST_NOT_ALLOWED: entry<{ host: string; namespace: string }>(
    'error',
    (d) => `Namespace ${d.namespace} may not use ${hostText(d.host)}: it is reserved for others.`,
    'Use another host, or ask whoever runs the gateway for policy.hostClaims.',
  ),
  KEY_VAULT_NOT_ALLOWED: entry<{ vault: string; namespace: string }>(
    'error',
    (d) => `Namespace ${d.namespace} may not use certificates of Key Vault ${d.vault}.`,
    'Whoever runs the gateway allows it by policy.keyVaults.',
  ),
  KEY_VAULT_VERSIONED: entry<{ secretId: string }>(
    'warning',
    (d) => `${d.secretId} names one version of the certificate, so the gateway never takes a renewed one.`,
    'Leave the version out of key-vault-certificate.',
  ),
  CLIENT_CA_UNNAMED: entry<{ host: string }>(
    'error',
    (d) =>
      `Clients of ${hostText(d.host)} are to be asked for a certificate, but client-ca names no authority.`,
    'Name a Secret or ConfigMap in client-ca, or set client-auth-mode to passthrough.',
  ),
  EXTRA_PORT_WITHOUT_TLS: entry<{ port: number }>(
    'warning',
    (d) => `listen-ports asks for https on port ${d.port}, but the host has no certificate.`,
    'Add tls for the host, or ask for HTTP on that port.',
  ),
  SSL_REDIRECT_WITHOUT_TLS: entry<{ host: string }>(
    'warning',
    (d) => `ssl-redirect is "true", but ${hostText(d.host)} has no TLS: it is served over plain HTTP.`,
    'Add tls for the host, or remove the annotation.',
  ),
} as const;

const hostText = (host: string): string => (host === '' ? 'the host-less site' : host);
