/** One host of the cluster -> its sites: one on port 80, or with TLS one on 443 and its plain twin. */
import type { IngressBackend } from '../../cluster/objects.ts';
import type { Action, Backend, Fallback, Route, Site } from '../../routing/model.ts';
import type { HostGroup, Member } from './hosts.ts';
import { isAcmeChallenge, toMatch } from './paths.ts';
import { claimOf, type HostTls } from './tls.ts';

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

/** Null: refused, and the owner has been told. */
export type BackendOf = (member: Member, backend: IngressBackend) => Backend | null;

interface OwnedRoute extends Route {
  readonly member: Member;
}

export function sitesOf(group: HostGroup, tls: HostTls | null, backendOf: BackendOf): readonly Site[] {
  const routes = group.members.flatMap((member) => routesOf(member, backendOf));
  const hosts = group.host === '' ? [] : [group.host];
  const content = { frontend: 'auto', hosts, fallback: fallbackOf(group) } as const;
  const plain = { port: HTTP_PORT, protocol: 'Http', certificate: null } as const;
  if (!tls) {
    const { owner } = group.members[0]!;
    return [{ ...content, ...plain, owner, securePort: null, routes: routes.map(withoutMember) }];
  }
  const { owner } = tls.owner;
  const { certificate } = tls;
  const secure: Site = {
    ...content,
    port: HTTPS_PORT,
    protocol: 'Https',
    owner,
    certificate,
    securePort: null,
    routes: routes.map(withoutMember),
  };
  const twin: Site = {
    ...content,
    ...plain,
    owner,
    securePort: HTTPS_PORT,
    ...plainContent(group, routes, content.fallback, tls),
  };
  return [twin, secure];
}

function routesOf(member: Member, backendOf: BackendOf): readonly OwnedRoute[] {
  const paths = member.rules.flatMap((rule) => rule.http?.paths ?? []);
  return paths.map((path) => {
    const match = toMatch(path);
    const backend = backendOf(member, path.backend);
    const action: Action = backend ? { kind: 'backend', backend } : { kind: 'held' };
    return { owner: member.owner, match, action, acme: isAcmeChallenge(match), member };
  });
}

/** The oldest defaultBackend; a refused one leaves the answer to the next, so that it harms nobody else. */
function fallbackOf({ members }: HostGroup): Fallback {
  return members.reduceRight<Fallback>(
    (next, { owner, defaultBackend }) => {
      if (defaultBackend === 'none') return next;
      return defaultBackend === 'refused'
        ? { kind: 'held', owner, next }
        : { kind: 'backend', backend: defaultBackend, owner };
    },
    { kind: 'notFound' },
  );
}

/**
 * What port 80 of a TLS host serves beside the redirect: ACME challenges, and Ingresses without tls that opt out.
 * The paths of everybody else stand beside what is opted out, so that this does not swallow them.
 */
function plainContent(
  { host, members }: HostGroup,
  routes: readonly OwnedRoute[],
  fallback: Fallback,
  { redirect }: HostTls,
): Pick<Site, 'routes' | 'fallback'> {
  const instead = { kind: redirect ? 'redirectToHttps' : 'notFound' } as const;
  const optsOut = ({ settings, ingress }: Member): boolean =>
    settings.sslRedirect === false && claimOf(ingress, host) === null;
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

const withoutMember = ({ owner, match, action, acme }: OwnedRoute): Route => ({ owner, match, action, acme });
