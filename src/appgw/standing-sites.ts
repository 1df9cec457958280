/**
 * What the gateway has of an object, read back as sites with nothing but held nodes: names say whose each is, so that
 * also a restarted controller knows.
 */
import { isAcmeChallenge } from '../routing/acme.ts';
import type { Match, Owner, Route, Site } from '../routing/model.ts';
import { findOwn } from './copy.ts';
import { liveMap } from './graft.ts';
import type { LiveGateway, LiveRule } from './live.ts';
import { identityHash, ownerHash, parseName } from './names.ts';
import { pathName } from './path-name.ts';
import type { Child, HttpListenerProperties, PathRuleProperties } from './wire.ts';

export interface StandingSite {
  readonly hash: string;
  /** Owned by the object even where it owns only paths of it. */
  readonly site: Site;
  /** The object gives certificate and settings. */
  readonly isOwner: boolean;
}

/** Lower case; empty text: requests of no other host. */
export interface StandingHosts {
  readonly hosts: ReadonlySet<string>;
  /** Of these, where the object gives the certificate. */
  readonly secureHosts: ReadonlySet<string>;
}

export function standingHosts(live: LiveGateway, owner: Owner): StandingHosts {
  const hostsOf = (sites: readonly StandingSite[]): ReadonlySet<string> =>
    new Set(sites.flatMap(({ site: { hosts } }) => (hosts.length === 0 ? [''] : hosts)));
  const sites = standingSites(live, owner);
  return {
    hosts: hostsOf(sites),
    secureHosts: hostsOf(sites.filter(({ isOwner, site }) => isOwner && site.protocol === 'Https')),
  };
}

export function standingSites(live: LiveGateway, owner: Owner): readonly StandingSite[] {
  const wanted = ownerHash(owner);
  return [...live.ownRules].flatMap(([hash, rule]): StandingSite[] => {
    const routes = standingRoutes(live, hash, owner);
    const answersRest = rule.defaultOwner === wanted;
    const isOwner = rule.owner === wanted;
    if (!isOwner && !answersRest && routes.length === 0) return [];
    const place = placeOf(live, hash, rule);
    if (!place) return [];
    const { listener, frontend, port, hosts } = place;
    const { protocol } = listener;
    const securePort = redirectsTo(live, hash, rule);
    const site: Site = {
      frontend,
      port,
      protocol,
      hosts,
      owner,
      certificate: protocol === 'Https' ? { state: 'refused' } : null,
      tlsProfile: listener.sslProfile ? { kind: 'refused' } : null,
      firewall: listener.firewallPolicy ? { kind: 'refused' } : null,
      errorPages: errorPagesOf(listener),
      priority: rule.priority,
      securePort,
      routes,
      fallback: fallbackOf(securePort, answersRest, owner),
    };
    return [{ hash, site, isOwner }];
  });
}

const fallbackOf = (securePort: number | null, answersRest: boolean, owner: Owner): Site['fallback'] => {
  if (securePort !== null) return { kind: 'redirectToHttps' };
  return answersRest ? { kind: 'held', owner, next: { kind: 'notFound' } } : { kind: 'notFound' };
};

interface Place {
  readonly listener: HttpListenerProperties;
  readonly frontend: 'public' | 'private';
  readonly port: number;
  readonly hosts: readonly string[];
}

/** Null: a guard, or something that nobody of ours would have made. */
function placeOf(live: LiveGateway, hash: string, { name }: LiveRule): Place | null {
  const id = live.own.requestRoutingRules.get(name.toLowerCase())?.properties.httpListener?.id;
  const listener = id === undefined ? undefined : findOwn(live, 'httpListeners', id)?.properties;
  if (!listener) return null;
  const { hostName, hostNames = [] } = listener;
  const hosts = (hostName ? [hostName] : [...hostNames]).map((host) => host.toLowerCase()).sort();
  const [port] = [...live.ports].find(([, { id: of }]) => sameId(of, listener.frontendPort?.id)) ?? [];
  const kinds = ['public', 'private'] as const;
  const frontend = kinds.find((kind) => sameId(live.frontends[kind], listener.frontendIPConfiguration?.id));
  if (port === undefined || frontend === undefined) return null;
  return identityHash(frontend, port, ...hosts) === hash ? { listener, frontend, port, hosts } : null;
}

function standingRoutes(live: LiveGateway, siteHash: string, owner: Owner): readonly Route[] {
  const wanted = ownerHash(owner);
  const rules = liveMap(live, siteHash)?.properties.pathRules ?? [];
  return rules.flatMap((rule): Route[] => {
    if (parseName(rule.name)?.owner !== wanted) return [];
    const match = matchOf(live.instance, owner, rule);
    const acme = match !== null && isAcmeChallenge(match);
    return match ? [{ owner, match, action: { kind: 'held' }, firewall: null, acme }] : [];
  });
}

/** The name has a hash of what the rule matches: the match is the one that gives this name. */
function matchOf(
  instance: string,
  owner: Owner,
  { name, properties }: Child<PathRuleProperties>,
): Match | null {
  const matches = properties.paths.flatMap((path): Match[] => [
    { type: 'Exact', path },
    { type: 'Gateway', path },
    { type: 'Prefix', path: path.replace(/\/\*$/, '') || '/' },
    ...(path === '/*' ? [{ type: 'Gateway', path: '/' } as const] : []),
  ]);
  const { hash } = parseName(name)!;
  return matches.find((match) => parseName(pathName(instance, { match, owner }))?.hash === hash) ?? null;
}

/** The port of the listener of ours to which requests that no path matches are redirected. */
function redirectsTo(live: LiveGateway, siteHash: string, { name }: LiveRule): number | null {
  const redirect =
    liveMap(live, siteHash)?.properties.defaultRedirectConfiguration ??
    live.own.requestRoutingRules.get(name.toLowerCase())?.properties.redirectConfiguration;
  const target = redirect && findOwn(live, 'redirectConfigurations', redirect.id)?.properties.targetListener;
  const port = target && findOwn(live, 'httpListeners', target.id)?.properties.frontendPort?.id;
  return [...live.ports].find(([, { id }]) => sameId(id, port))?.[0] ?? null;
}

const STATUS = /^HttpStatus(\d{3})$/;

const errorPagesOf = ({ customErrorConfigurations = [] }: HttpListenerProperties): Site['errorPages'] =>
  customErrorConfigurations.flatMap(({ statusCode, customErrorPageUrl: url }) => {
    const [, status] = STATUS.exec(statusCode) ?? [];
    return status === undefined ? [] : [{ status: Number(status), url }];
  });

const sameId = (a: string | null, b: string | undefined): boolean =>
  a !== null && a.toLowerCase() === b?.toLowerCase();
