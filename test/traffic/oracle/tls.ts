/** Decision 7: "TLS is a property of the host, and fails closed." */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Ingress, IngressTLS, Secret } from '../../../src/cluster/objects.ts';
import type { Cluster } from './cluster.ts';
import { coversByOneLabel, HOSTLESS, type Site } from './hosts.ts';

export type Tls =
  | { readonly state: 'none' }
  /** The owner's Secret cannot be used. */
  | { readonly state: 'held' }
  | { readonly state: 'served'; readonly secret: Secret; readonly redirects: boolean };

const SSL_REDIRECT = 'appgw.ingress.kubernetes.io/ssl-redirect';
const ACME_FOLDER = '/.well-known/acme-challenge/';

/** "The oldest Ingress with `tls` for a host owns its certificate and redirect." */
export function tlsOf({ host, members }: Site, cluster: Cluster): Tls {
  const owner = members.find((ingress) => entryFor(ingress, host));
  if (!owner) return { state: 'none' };
  const { secretName } = entryFor(owner, host)!;
  const secret = secretName === undefined ? undefined : cluster.secret(owner.metadata.namespace, secretName);
  if (!secret || !isUsable(secret)) return { state: 'held' };
  return { state: 'served', secret, redirects: redirectOf(owner) !== 'false' };
}

/** The entry that names the host, else one whose wildcard covers it, else one without hosts; hostless: only the last. */
function entryFor({ spec: { tls = [] } }: Ingress, host: string): IngressTLS | undefined {
  const general = tls.find(({ hosts = [] }) => hosts.length === 0);
  if (host === HOSTLESS) return general;
  return (
    tls.find(({ hosts = [] }) => hosts.includes(host)) ??
    tls.find(({ hosts = [] }) => hosts.some((pattern) => coversByOneLabel(pattern, host))) ??
    general
  );
}

/** "Served on port 80 too: … Ingresses *without* `tls` that say `ssl-redirect: "false"`." */
export const optsOut = (ingress: Ingress, host: string): boolean =>
  entryFor(ingress, host) === undefined && redirectOf(ingress) === 'false';

const redirectOf = ({ metadata }: Ingress): string | undefined => metadata.annotations?.[SSL_REDIRECT];

/** "Served on port 80 too: `/.well-known/acme-challenge/` paths." */
export const isAcme = (path = '/'): boolean => path.toLowerCase().startsWith(ACME_FOLDER);

/** Kubernetes: "The TLS secret must contain keys named `tls.crt` and `tls.key`"; they must belong together. */
function isUsable({ data = {} }: Secret): boolean {
  try {
    const certificate = new X509Certificate(Buffer.from(data['tls.crt'] ?? '', 'base64'));
    return certificate.checkPrivateKey(createPrivateKey(Buffer.from(data['tls.key'] ?? '', 'base64')));
  } catch {
    return false;
  }
}
