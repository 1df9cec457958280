/** One host of the cluster -> its sites: plain ones, or with TLS https ones and their plain twins. */
import type { Action, ErrorPage, Firewall, Site, TlsProfile } from '../../routing/model.ts';
import type { Entrances } from './entrances.ts';
import type { HostGroup, Member } from './hosts.ts';
import { restOf, routesOf, type OwnedRoute, type Rest, type RouteTools, type SiteTools } from './routes.ts';
import { claimsTls } from './tls-certificates.ts';
import type { HostTls } from './tls.ts';

const HTTPS_PORT = 443;

/** What a host has only once. */
export interface HostSettings {
  readonly tls: HostTls | null;
  readonly tlsProfile: TlsProfile | null;
  readonly firewall: Firewall | null;
  readonly errorPages: readonly ErrorPage[];
  readonly entrances: Entrances;
}

export function sitesOf(group: HostGroup, settings: HostSettings, tools: RouteTools): readonly Site[] {
  const { tls, tlsProfile, firewall, errorPages, entrances } = settings;
  const hosts = group.host === '' ? [] : [group.host];
  const common = { frontend: group.frontend, hosts, firewall, errorPages, priority: null };
  const plain = { ...common, protocol: 'Http', certificate: null, tlsProfile: null } as const;
  const securePort = entrances.secure.has(HTTPS_PORT) ? HTTPS_PORT : [...entrances.secure.keys()][0];
  const plainSites = [...entrances.plain].map(([port, members]): Site => {
    const part = { ...group, members };
    const { routes, fallback } = answersOf(part, { ...tools, isEncrypted: false });
    if (!tls || securePort === undefined) {
      const { owner } = members[0]!;
      return { ...plain, port, owner, securePort: null, routes: routes.map(withoutMember), fallback };
    }
    const { owner } = tls.owner;
    return { ...plain, port, owner, securePort, ...plainContent(part, routes, fallback, tls) };
  });
  if (!tls) return plainSites;
  const { certificate } = tls;
  const secureSites = [...entrances.secure].map(([port, members]): Site => {
    const { routes, fallback } = answersOf({ ...group, members }, { ...tools, isEncrypted: true });
    const { owner } = tls.owner;
    const secure = { protocol: 'Https', certificate, tlsProfile, securePort: null } as const;
    return { ...common, ...secure, port, owner, routes: routes.map(withoutMember), fallback };
  });
  return [...plainSites, ...secureSites];
}

function answersOf(group: HostGroup, tools: SiteTools): Rest {
  const routes = group.members.flatMap((member) => routesOf(member, group.host, tools));
  const rest = restOf(group, routes, tools);
  return { routes: [...routes, ...rest.routes], fallback: rest.fallback };
}

/**
 * What a plain port of a TLS host serves beside the redirect: ACME challenges, and Ingresses without tls that opt out.
 * The paths of everybody else stand beside what is opted out, so that this does not swallow them.
 */
function plainContent(
  { host, members }: HostGroup,
  routes: readonly OwnedRoute[],
  fallback: Site['fallback'],
  { redirect }: HostTls,
): Pick<Site, 'routes' | 'fallback'> {
  const instead = { kind: redirect ? 'redirectToHttps' : 'notFound' } as const satisfies Action;
  const optsOut = (member: Member): boolean =>
    member.own['ssl-redirect'] === false && !claimsTls(member, host);
  const served = (route: OwnedRoute): boolean => route.acme || optsOut(route.member);
  const answering = members.find(({ owner }) => 'owner' in fallback && owner === fallback.owner);
  const plainFallback = answering && optsOut(answering) ? fallback : instead;
  if (plainFallback === instead && !routes.some(({ member }) => optsOut(member))) {
    return { routes: routes.filter(served).map(withoutMember), fallback: instead };
  }
  return {
    routes: routes.map((route) => withoutMember(served(route) ? route : { ...route, action: instead })),
    fallback: plainFallback,
  };
}

const withoutMember = ({ member: _member, ...route }: OwnedRoute): Site['routes'][number] => route;
