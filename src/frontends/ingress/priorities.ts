/** `rule-priority`: the first rule of an Ingress gets the number, its other rules the ones after it. */
import { diagnose, refText, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Site } from '../../routing/model.ts';
import type { HostGroup, Participant } from './hosts.ts';

export function withClaimedPriorities(
  sites: readonly Site[],
  participants: readonly Participant[],
): readonly Site[] {
  const next = new Map(
    participants.flatMap(({ owner, own }) => {
      const claimed = own['rule-priority'];
      return claimed === undefined ? [] : [[owner, claimed]];
    }),
  );
  if (next.size === 0) return sites;
  // Https first: the site that matters gets the number that its owner wrote.
  const order = (a: Site, b: Site): number =>
    Number(a.protocol === 'Http') - Number(b.protocol === 'Http') ||
    a.port - b.port ||
    ((a.hosts[0] ?? '') < (b.hosts[0] ?? '') ? -1 : 1);
  return sites.toSorted(order).map((site) => {
    const priority = next.get(site.owner);
    if (priority === undefined) return site;
    next.set(site.owner, priority + 1);
    return { ...site, priority };
  });
}

/** A rule serves all Ingresses of its site, so only the claim of the site's owner counts. */
export function unheardClaims({ host, members }: HostGroup, sites: readonly Site[]): readonly Diagnostic[] {
  const owners = new Set(sites.map(({ owner }) => owner));
  return members.flatMap((member) => {
    if (member.own['rule-priority'] === undefined || owners.has(member.owner)) return [];
    const owner = refText(sites[0]!.owner);
    return [diagnose('HOST_SETTING_CONFLICT', member.owner, { annotation: 'rule-priority', host, owner })];
  });
}
