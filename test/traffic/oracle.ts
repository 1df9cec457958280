/**
 * The oracle: what a request must be answered, from the Kubernetes documentation and the design's decisions 5, 6 and 7
 * alone. In: objects and one request. Out: the expected answer. It must know neither the translator nor the emulator;
 * what Application Gateway cannot do are the switches of oracle/gaps.ts.
 */
import type { ClusterObject, Ingress, IngressBackend, Secret } from '../../src/cluster/objects.ts';
import { readCluster, type Cluster } from './oracle/cluster.ts';
import { endpointsOf } from './oracle/endpoints.ts';
import { GATEWAY, type Gaps } from './oracle/gaps.ts';
import { HOSTLESS, mostSpecific, sitesOf, type Site } from './oracle/hosts.ts';
import { defaultBackendOf, findRoute, isExactRoot, routesOf, type Route } from './oracle/paths.ts';
import { isAcme, optsOut, tlsOf, type Tls } from './oracle/tls.ts';

export interface TrafficRequest {
  readonly port: 80 | 443;
  readonly host: string;
  /** With its query. */
  readonly path: string;
}

export type Answer =
  /** One of these addresses (`10.0.0.1:8080`) answers. */
  | {
      readonly kind: 'backend';
      readonly namespace: string;
      readonly service: string;
      readonly addresses: readonly string[];
    }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'bad-gateway' }
  | { readonly kind: 'redirect'; readonly location: string }
  /** Nothing listens on the port. */
  | { readonly kind: 'refused' }
  /**
   * There is nothing behind the host, or behind the whole port: whether that is 404, a closed port or a redirect to
   * one of them is said nowhere.
   */
  | { readonly kind: 'nobody' };

export interface Expectation {
  readonly answer: Answer;
  /** `namespace/name` of the Secret whose certificate is shown; null: any, or no TLS. */
  readonly certificate: string | null;
}

interface TlsSite extends Site {
  readonly tls: Tls;
}

const NOT_FOUND: Answer = { kind: 'not-found' };
const NOBODY: Expectation = { answer: { kind: 'nobody' }, certificate: null };

export function expected(
  objects: readonly ClusterObject[],
  request: TrafficRequest,
  gaps: Gaps = GATEWAY,
): Expectation {
  const cluster = readCluster(objects);
  const sites = sitesOf(cluster).map((site): TlsSite => ({ ...site, tls: tlsOf(site, cluster) }));
  return (request.port === 443 ? overTls : plain)(cluster, sites, request, gaps);
}

/**
 * Decision 7: "all paths of all Ingresses on that host are on 443". Decision 5: a request "never falls through", so a
 * host without `tls` answers 404 under whichever certificate a broader host has.
 */
function overTls(
  cluster: Cluster,
  sites: readonly TlsSite[],
  request: TrafficRequest,
  gaps: Gaps,
): Expectation {
  const served = sites.filter(({ tls }) => tls.state === 'served');
  if (served.length === 0) return { answer: { kind: 'refused' }, certificate: null };
  const owner = mostSpecific(sites, request.host, gaps);
  const broader = mostSpecific(served, request.host, gaps);
  const site = gaps.httpsFallsToHostless && broader?.host === HOSTLESS ? broader : owner;
  if (served.every((other) => isEmpty(other, gaps))) return NOBODY;
  if (site?.tls.state !== 'served' || isEmpty(site, gaps)) return { answer: NOT_FOUND, certificate: null };
  return { answer: answerOf(cluster, site, request, gaps), certificate: nameOf(site.tls.secret) };
}

function plain(
  cluster: Cluster,
  sites: readonly TlsSite[],
  request: TrafficRequest,
  gaps: Gaps,
): Expectation {
  const site = mostSpecific(sites, request.host, gaps);
  if (!sites.some((other) => isServedPlain(other, gaps))) return NOBODY;
  if (site && isEmpty(site, gaps) && redirects(site)) return NOBODY;
  return { answer: site ? answerInPlain(cluster, site, request, gaps) : NOT_FOUND, certificate: null };
}

/** Decision 7: "port 80 redirects to https"; without the redirect there is "no plain HTTP at all". */
function answerInPlain(cluster: Cluster, site: TlsSite, request: TrafficRequest, gaps: Gaps): Answer {
  if (site.tls.state === 'none') return answerOf(cluster, site, request, gaps);
  const route = findRoute(routesOf(site, gaps), pathOf(request), gaps);
  if (route ? staysPlain(route, site, gaps) : defaultStaysPlain(site))
    return answerOf(cluster, site, request, gaps);
  return redirects(site)
    ? { kind: 'redirect', location: `https://${request.host}${request.path}` }
    : NOT_FOUND;
}

/**
 * Decision 7: ACME paths and Ingresses that opted out are on port 80 too; "a host held back … only ACME paths". There
 * the redirect claims all other paths before an Exact `/` could become the default.
 */
function staysPlain({ ingress, path }: Route, site: TlsSite, gaps: Gaps): boolean {
  if (isAcme(path.path)) return true;
  const isBeaten = gaps.exactRootRefused && isExactRoot(path) && redirects(site);
  return isOnPortEighty(ingress, site) && !isBeaten;
}

function defaultStaysPlain(site: TlsSite): boolean {
  const owner = defaultBackendOf(site);
  return owner !== undefined && isOnPortEighty(owner, site);
}

const isOnPortEighty = (ingress: Ingress, { tls, host }: TlsSite): boolean =>
  tls.state !== 'held' && optsOut(ingress, host);

const redirects = ({ tls }: TlsSite): boolean => tls.state === 'served' && tls.redirects;

/** Whether port 80 has anything to say for the host but 404. */
function isServedPlain(site: TlsSite, gaps: Gaps): boolean {
  if (site.tls.state === 'none' || redirects(site)) return !isEmpty(site, gaps);
  return defaultStaysPlain(site) || routesOf(site, gaps).some((route) => staysPlain(route, site, gaps));
}

const isEmpty = (site: Site, gaps: Gaps): boolean =>
  routesOf(site, gaps).length === 0 && defaultBackendOf(site) === undefined;

/** Decision 5: "never falls through, not even if no path matches. Unmatched path: the `defaultBackend` …, else 404." */
function answerOf(cluster: Cluster, site: Site, request: TrafficRequest, gaps: Gaps): Answer {
  const route = findRoute(routesOf(site, gaps), pathOf(request), gaps);
  if (route) return answerFrom(cluster, route.ingress, route.path.backend, gaps);
  const fallback = defaultBackendOf(site);
  return fallback ? answerFrom(cluster, fallback, fallback.spec.defaultBackend!, gaps) : NOT_FOUND;
}

function answerFrom(cluster: Cluster, { metadata }: Ingress, backend: IngressBackend, gaps: Gaps): Answer {
  const { namespace } = metadata;
  const { service, addresses } = endpointsOf(cluster, namespace, backend, gaps);
  return addresses.length > 0 ? { kind: 'backend', namespace, service, addresses } : { kind: 'bad-gateway' };
}

const pathOf = ({ path }: TrafficRequest): string => path.split('?', 1)[0] ?? '';
const nameOf = ({ metadata: { namespace, name } }: Secret): string => `${namespace}/${name}`;
