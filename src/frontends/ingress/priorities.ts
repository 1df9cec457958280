/** `rule-priority`: the first rule of an Ingress gets the number, its other rules the ones after it. */
import type { Site } from '../../routing/model.ts';
import type { Participant } from './hosts.ts';

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
