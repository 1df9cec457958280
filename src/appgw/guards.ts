/**
 * Guards: a host without an Https site of its own must not fall through to a wildcard site that accepts its name on
 * that port (decision 5). A guard is a listener for the host with the wildcard's certificate that answers 404. There
 * is none against the host-less site: its certificate names no host, and each guard costs an active listener.
 */
import type { Site } from '../routing/model.ts';
import type { Context } from './context.ts';
import { draftSite, type SiteDraft } from './draft.ts';
import { coversHosts } from './hosts.ts';
import { frontendOf, locate, siteHash } from './locate.ts';
import { identityHash } from './names.ts';

export function draftGuards(
  plain: readonly Site[],
  secure: readonly SiteDraft[],
  context: Context,
): readonly SiteDraft[] {
  const { live } = context;
  const served = new Set(secure.map(({ site }) => siteHash(site, live)));
  return plain.flatMap((site) =>
    broaderSites(site, secure, context).flatMap((broader) => {
      const guard = guardOf(site, broader.site);
      const hash = siteHash(guard, live);
      if (served.has(hash)) return [];
      served.add(hash);
      const located = locate(guard, context, broader.certificate);
      // A rule of its own identity: the borrowed certificate must never look like the last good one of the host.
      return located ? [draftSite({ ...located, hash: identityHash('guard', hash) }, null, context)] : [];
    }),
  );
}

/** The sites of the same frontend that would take the requests of this one over TLS; the first of each port counts. */
const broaderSites = (
  { frontend, hosts }: Site,
  secure: readonly SiteDraft[],
  { live }: Context,
): readonly SiteDraft[] =>
  hosts.length === 0
    ? []
    : secure.filter(
        ({ site }) =>
          site.hosts.length > 0 &&
          frontendOf(site, live) === frontendOf({ frontend }, live) &&
          coversHosts(site.hosts, hosts),
      );

const guardOf = (site: Site, { port, protocol }: Site): Site => ({
  ...site,
  port,
  protocol,
  certificate: null,
  tlsProfile: null,
  firewall: null,
  errorPages: [],
  priority: null,
  securePort: null,
  routes: [],
  fallback: { kind: 'notFound' },
});
