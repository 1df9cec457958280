/** Adoption keeps everybody served: hosts of the former owner that no site of ours would answer. */
import type { ForeignSite } from './foreign.ts';
import { accepts } from './hosts.ts';
import type { PlacedSite } from './place.ts';

/** As `host:port`, sorted; `*` where the former listener has no host. */
export function lostByAdoption(
  former: readonly ForeignSite[],
  sites: readonly PlacedSite[],
): readonly string[] {
  const lost = former.flatMap(({ frontend, port, hosts }) => {
    const there = sites.filter((placed) => placed.frontend === frontend && placed.site.port === port);
    const isServed = (host: string): boolean =>
      there.some(
        ({ site }) => site.hosts.length === 0 || site.hosts.some((pattern) => accepts(pattern, host)),
      );
    const wanted = hosts.length > 0 ? hosts : ['*'];
    return wanted.filter((host) => !isServed(host)).map((host) => `${host}:${port}`);
  });
  return [...new Set(lost)].sort();
}
