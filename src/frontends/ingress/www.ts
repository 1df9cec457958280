/** `www-redirect`: the other name of a host, which answers with a redirect to the one that is served. */
import { mayUseHost } from '../../api/policy-check.ts';
import type { Policy } from '../../api/policy.ts';
import { diagnose, refText } from '../../diagnostics/diagnostic.ts';
import type { Certificate, Fallback, Site } from '../../routing/model.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import { covers } from '../certificates/covers.ts';
import { inspectTlsSecret } from '../certificates/inspect.ts';
import { decide } from './host-settings.ts';
import type { HostGroup } from './hosts.ts';
import { withOptions } from './redirects.ts';
import type { Report } from '../report.ts';

const WWW = 'www.';

/** Sites of the other name, made of those of the group; none where somebody serves it, or has claimed it. */
export function wwwSites(
  group: HostGroup,
  sites: readonly Site[],
  groups: readonly HostGroup[],
  snapshot: Snapshot,
  policy: Policy,
  report: Report,
): readonly Site[] {
  const decided = decide(group, 'www-redirect', report);
  if (!decided) return [];
  const { owner, values } = decided.by;
  const other = otherName(group.host, decided.value);
  if (!other) {
    report(diagnose('WWW_HOST_UNSUITED', owner, { host: group.host, direction: decided.value }));
    return [];
  }
  const taken = groups.find(({ frontend, host }) => frontend === group.frontend && host === other);
  if (taken) {
    report(diagnose('WWW_HOST_TAKEN', owner, { host: other, owner: refText(taken.members[0]!.owner) }));
    return [];
  }
  if (!mayUseHost(policy, owner.namespace, other)) {
    report(diagnose('HOST_NOT_ALLOWED', owner, { host: other, namespace: owner.namespace }));
    return [];
  }
  const secure = sites.find(({ protocol }) => protocol === 'Https');
  const port = secure && secure.port !== 443 ? `:${secure.port}` : '';
  const url = `${secure ? 'https' : 'http'}://${group.host}${port}/`;
  const fallback: Fallback = { kind: 'redirect', redirect: withOptions(url, values, true), owner };
  return sites
    .filter(({ certificate }) => certificate === null || isCovered(certificate, other, snapshot))
    .map((site) => ({ ...site, hosts: [other], owner, securePort: null, routes: [], fallback }));
}

function otherName(host: string, direction: 'to-www' | 'to-apex'): string | null {
  if (host === '' || /[*?]/.test(host)) return null;
  if (direction === 'to-apex') return host.startsWith(WWW) ? null : `${WWW}${host}`;
  return host.startsWith(WWW) ? host.slice(WWW.length) : null;
}

/** Of certificates that the controller does not see, nobody knows: then only plain HTTP redirects. */
function isCovered(certificate: Certificate, host: string, { secrets }: Snapshot): boolean {
  switch (certificate.state) {
    // The last good one stays, if the gateway has one for this name.
    case 'refused':
    case 'missing':
    case 'malformed':
      return true;
    case 'usable': {
      const secret = secrets.get(certificate.secret);
      const inspected = secret && inspectTlsSecret(secret);
      return inspected?.state === 'usable' && covers(inspected.names, host);
    }
    case 'keyVault':
    case 'onGateway':
    case 'unnamed':
      return false;
  }
}
