/**
 * Guards: a host without an Https site of its own must not fall through to a wildcard site that accepts its name on
 * that port (decision 5). A guard is a listener for the host with the wildcard's certificate that answers 404. There
 * is none against the host-less site: its certificate names no host, and each guard costs an active listener.
 */
import type { Site } from '../routing/model.ts';
import type { Context } from './context.ts';
import { draftSite, hostsKey, type SiteDraft } from './draft.ts';
import { coversHosts } from './hosts.ts';
import { locate } from './locate.ts';
import { identityHash } from './names.ts';

export function draftGuards(
  plain: readonly Site[],
  secure: readonly SiteDraft[],
  context: Context,
): readonly SiteDraft[] {
  const served = new Set(secure.map(({ site }) => hostsKey(site)));
  return plain
    .filter((site) => site.hosts.length > 0 && !served.has(hostsKey(site)))
    .flatMap((site) => {
      const broader = secure.find(
        (other) => other.site.hosts.length > 0 && coversHosts(other.site.hosts, site.hosts),
      );
      if (!broader) return [];
      const { port, protocol } = broader.site;
      const guard: Site = {
        ...site,
        port,
        protocol,
        certificate: null,
        securePort: null,
        routes: [],
        fallback: { kind: 'notFound' },
      };
      const located = locate(guard, context, broader.certificate);
      // A rule of its own identity: the borrowed certificate must never look like the last good one of the host.
      return located
        ? [draftSite({ ...located, hash: identityHash('guard', located.hash) }, null, context)]
        : [];
    });
}
