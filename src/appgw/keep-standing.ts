/** Sites that are asked for -> the same with all that the gateway has of objects that are held as a whole. */
import type { Fallback, Owner, Route, Routing, Site } from '../routing/model.ts';
import type { LiveGateway } from './live.ts';
import { siteHash } from './locate.ts';
import { ownerHash } from './names.ts';
import { pathName } from './path-name.ts';
import { standingSites, type StandingSite } from './standing-sites.ts';

export function keepStanding({ sites, held, owners }: Routing, live: LiveGateway): readonly Site[] {
  const ages = new Map(owners.map((owner, age) => [ownerHash(owner), age]));
  const ageOf = (owner: Owner): number => ages.get(ownerHash(owner)) ?? ages.size;
  const known = new Map(sites.map((site) => [siteHash(site, live), site]));
  for (const owner of held) {
    for (const standing of standingSites(live, owner)) {
      const asked = known.get(standing.hash);
      known.set(standing.hash, asked ? join(asked, standing, ageOf, live) : standing.site);
    }
  }
  return [...known.values()];
}

function join(asked: Site, standing: StandingSite, ageOf: (owner: Owner) => number, live: LiveGateway): Site {
  const { site, isOwner } = standing;
  const isSame = isOwner && ownerHash(asked.owner) === ownerHash(site.owner);
  const { certificate, tlsProfile, firewall, errorPages, priority } = site;
  return {
    ...asked,
    ...(isSame && { certificate, tlsProfile, firewall, errorPages, priority }),
    routes: joinRoutes(asked.routes, site.routes, ageOf, live.instance),
    fallback:
      isSame && asked.fallback.kind === 'redirectToHttps'
        ? site.fallback
        : joinFallback(asked.fallback, site.fallback, ageOf),
  };
}

function joinRoutes(
  asked: readonly Route[],
  standing: readonly Route[],
  ageOf: (owner: Owner) => number,
  instance: string,
): readonly Route[] {
  const names = new Set(asked.map((route) => pathName(instance, route)));
  const left = standing.filter((route) => !names.has(pathName(instance, route)));
  return left.length === 0 ? asked : [...asked, ...left].toSorted((a, b) => ageOf(a.owner) - ageOf(b.owner));
}

/** The older one answers first; one that answers already needs no second place. */
function joinFallback(asked: Fallback, standing: Fallback, ageOf: (owner: Owner) => number): Fallback {
  if (standing.kind !== 'held') return asked;
  const owner = ownerHash(standing.owner);
  if ('owner' in asked) {
    if (ownerHash(asked.owner) === owner) return asked;
    if (ageOf(asked.owner) < ageOf(standing.owner))
      return asked.kind === 'held' ? { ...asked, next: joinFallback(asked.next, standing, ageOf) } : asked;
  }
  return asked.kind === 'redirectToHttps' ? asked : { ...standing, next: asked };
}
