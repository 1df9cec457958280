/** Where a site stands on this gateway: its frontend, its frontend port, its listener; or why it cannot. */
import type { Site } from '../routing/model.ts';
import { tellOwners, type Context } from './context.ts';
import { isWildcard, sameHosts } from './hosts.ts';
import { identityHash } from './names.ts';
import { makePart, reference, referenceTo, type Part } from './part.ts';
import { certificatePart, type CertificatePart } from './certificates.ts';
import type { HttpListenerProperties, SubResource } from './wire.ts';

export interface LocatedSite {
  readonly site: Site;
  /** Identity of the site: frontend, port, hosts. */
  readonly hash: string;
  /** Lower-case id of the frontend IP configuration. */
  readonly frontend: string;
  readonly listener: Part<'httpListeners'>;
  readonly certificate: CertificatePart | null;
  /** The listener, and the port and certificate that it needs of ours. */
  readonly parts: readonly Part[];
}

/** Null: the site cannot be served, and its owners have been told. `borrowed`: a certificate that is not its own. */
export function locate(
  site: Site,
  context: Context,
  borrowed: CertificatePart | null = null,
): LocatedSite | null {
  const { live } = context;
  const kind =
    site.frontend === 'auto' ? (live.frontends.public === null ? 'private' : 'public') : site.frontend;
  const frontend = live.frontends[kind];
  if (frontend === null) {
    tellOwners(context, site, 'FRONTEND_MISSING', {
      frontend: site.frontend === 'auto' ? 'public or private' : kind,
    });
    return null;
  }
  if (conflictsWithForeign(site, frontend.toLowerCase(), context)) return null;
  const hash = identityHash(kind, site.port, ...site.hosts);
  const identity = [kind, site.port, ...site.hosts];
  const readable = `${(site.hosts[0] ?? 'any-host').replace('*', 'any')}-${site.port}${kind === 'private' ? '-private' : ''}`;
  const port = portOf(site.port, context);
  const bare = makePart(live, 'httpListeners', identity, readable, {} as HttpListenerProperties);
  const certificate =
    borrowed ?? (site.certificate && certificatePart(site, site.certificate, hash, bare.name, context));
  if (site.certificate !== null && certificate === null) return null;
  const listener = {
    ...bare,
    properties: listenerProperties(
      site,
      { id: frontend },
      port.id,
      certificate && referenceTo(live, certificate.part),
    ),
  };
  const parts = [listener, ...port.parts, ...(certificate ? [certificate.part] : [])];
  return { site, hash, frontend: frontend.toLowerCase(), listener, certificate, parts };
}

function listenerProperties(
  { protocol, hosts }: Site,
  frontendIPConfiguration: SubResource,
  frontendPort: SubResource,
  sslCertificate: SubResource | null,
): HttpListenerProperties {
  const [host] = hosts;
  const single = hosts.length === 1 && host !== undefined && !isWildcard(host);
  return {
    frontendIPConfiguration,
    frontendPort,
    protocol,
    // `hostName` takes no wildcard; the service fills in an empty `hostNames` beside it.
    ...(single ? { hostName: host } : hosts.length > 0 ? { hostNames: hosts } : {}),
    requireServerNameIndication: false,
    ...(sslCertificate ? { sslCertificate } : {}),
  };
}

/** A port number that the gateway has is used under its name, whoever made it; ours must stay in the document. */
function portOf(
  port: number,
  { live }: Context,
): { readonly id: SubResource; readonly parts: readonly Part[] } {
  const existing = live.ports.get(port);
  if (existing && !existing.own) return { id: { id: existing.id }, parts: [] };
  const made = makePart(live, 'frontendPorts', [port], String(port), { port });
  const part = existing ? { ...made, name: existing.name } : made;
  return { id: reference(live, 'frontendPorts', part.name), parts: [part] };
}

function conflictsWithForeign(site: Site, frontend: string, context: Context): boolean {
  const foreign = context.live.foreignSites.find(
    (other) => other.frontend === frontend && other.port === site.port && sameHosts(other.hosts, site.hosts),
  );
  if (!foreign) return false;
  const detail = { host: site.hosts[0] ?? '', port: site.port, listener: foreign.listener };
  tellOwners(context, site, 'HOST_OWNED_BY_FOREIGN', detail);
  return true;
}
