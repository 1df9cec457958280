/** Where a site stands on this gateway: its frontend, its frontend port, its listener; or why it cannot. */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Site } from '../routing/model.ts';
import { siteCertificate, type CertificateUse } from './certificates.ts';
import { tellOwners, type Context } from './context.ts';
import type { FirewallUse } from './firewall-policy.ts';
import { siteFirewall } from './firewall.ts';
import { sameHosts } from './hosts.ts';
import { lastGoodListener } from './last-good.ts';
import { listenerProperties } from './listener.ts';
import type { LiveGateway } from './live.ts';
import { identityHash } from './names.ts';
import { makePart, reference, type Part } from './part.ts';
import { siteProfile } from './profiles.ts';
import type { HttpListenerProperties, SubResource } from './wire.ts';

export interface LocatedSite {
  readonly site: Site;
  /** Identity of the site: frontend, port, hosts. */
  readonly hash: string;
  /** Lower-case id of the frontend IP configuration. */
  readonly frontend: string;
  readonly listener: Part<'httpListeners'>;
  readonly certificate: CertificateUse | null;
  readonly firewall: FirewallUse | null;
  /** The listener, and what it needs of ours: port, certificate, profile. */
  readonly parts: readonly Part[];
}

/** Null: the site cannot be served, and its owners have been told. `borrowed`: a certificate that is not its own. */
export function locate(
  site: Site,
  context: Context,
  borrowed: CertificateUse | null = null,
): LocatedSite | null {
  const { live, limits } = context;
  const kind = frontendOf(site, live);
  const frontend = live.frontends[kind];
  if (frontend === null) {
    tellOwners(context, site, 'FRONTEND_MISSING', {
      frontend: site.frontend === 'auto' ? 'public or private' : kind,
    });
    return null;
  }
  if (conflictsWithForeign(site, frontend.toLowerCase(), context)) return null;
  if (site.hosts.length > limits.hostsPerListener) {
    const [limit, used] = [limits.hostsPerListener, site.hosts.length];
    const detail = { item: site.hosts[0]!, what: 'hosts on one listener', limit, used };
    context.report(diagnose('LIMIT_REACHED', site.owner, detail));
    return null;
  }
  const hash = siteHash(site, live);
  const identity = [kind, site.port, ...site.hosts];
  const readable = `${(site.hosts[0] ?? 'any-host').replace('*', 'any')}-${site.port}${kind === 'private' ? '-private' : ''}`;
  const port = portOf(site.port, context);
  const bare = makePart(live, 'httpListeners', identity, readable, {} as HttpListenerProperties);
  const lastGood = lastGoodListener(live, site.owner, hash, bare.name);
  const certificate =
    borrowed ?? (site.certificate && siteCertificate(site, site.certificate, lastGood, context));
  if (site.certificate !== null && certificate === null) return null;
  const profile = siteProfile(site, lastGood, context);
  const firewall = siteFirewall(site, lastGood, context);
  if (profile === null || firewall === null) return null;
  const listener = {
    ...bare,
    properties: listenerProperties(site, {
      frontendIPConfiguration: { id: frontend },
      frontendPort: port.id,
      sslCertificate: certificate?.reference ?? null,
      sslProfile: profile.reference,
      firewallPolicy: firewall.use?.reference ?? null,
    }),
  };
  const parts = [listener, ...port.parts, ...(certificate?.part ? [certificate.part] : []), ...profile.parts];
  return {
    site,
    hash,
    frontend: frontend.toLowerCase(),
    listener,
    certificate,
    firewall: firewall.use,
    parts,
  };
}

export const frontendOf = ({ frontend }: Pick<Site, 'frontend'>, live: LiveGateway): 'public' | 'private' =>
  frontend === 'auto' ? (live.frontends.public === null ? 'private' : 'public') : frontend;

export const siteHash = (site: Site, live: LiveGateway): string =>
  identityHash(frontendOf(site, live), site.port, ...site.hosts);

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
