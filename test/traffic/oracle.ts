/**
 * The oracle: what a request must be answered, from the Kubernetes documentation and the design's decisions 5, 6 and 7
 * alone. In: objects and one request. Out: the expected answer. It must know neither the translator nor the emulator;
 * what Application Gateway cannot do are the switches of oracle/gaps.ts.
 */
import type { ClusterObject, Ingress, IngressBackend, Secret } from '../../src/cluster/objects.ts';
import { readCluster, type Cluster } from './oracle/cluster.ts';
import { endpointsOf } from './oracle/endpoints.ts';
import { GATEWAY, type Gaps } from './oracle/gaps.ts';
import { mostSpecific, sitesOf, type Site } from './oracle/hosts.ts';
import { backendOf, defaultBackendOf, findRoute, routesOf, type Route } from './oracle/paths.ts';
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
  /** Nothing is served on the port at all: 404 and a closed port are both true to the texts. */
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

export function expected(
  objects: readonly ClusterObject[],
  request: TrafficRequest,
  gaps: Gaps = GATEWAY,
): Expectation {
  const cluster = readCluster(objects);
  const sites = sitesOf(cluster).map((site): TlsSite => ({ ...site, tls: tlsOf(site, cluster) }));
  return request.port === 443
    ? overTls(cluster, sites, request, gaps)
    : { answer: plain(cluster, sites, request, gaps), certificate: null };
}

/** Decision 7: "all paths of all Ingresses on that host are on 443". */
function overTls(
  cluster: Cluster,
  sites: readonly TlsSite[],
  request: TrafficRequest,
  gaps: Gaps,
): Expectation {
  const served = sites.filter(({ tls }) => tls.state === 'served');
  if (served.length === 0) return { answer: { kind: 'refused' }, certificate: null };
  const site = mostSpecific(gaps.httpsFallsToBroaderHost ? served : sites, request.host, gaps);
  if (site?.tls.state !== 'served') return { answer: NOT_FOUND, certificate: null };
  return { answer: answerOf(cluster, site, request, gaps), certificate: nameOf(site.tls.secret) };
}

function plain(
  cluster: Cluster,
  sites: readonly TlsSite[],
  request: TrafficRequest,
  gaps: Gaps,
): Answer {
  if (!sites.some((site) => isServedPlain(site, gaps))) return { kind: 'nobody' };
  const site = mostSpecific(sites, request.host, gaps);
  if (!site) return NOT_FOUND;
  const { tls, host } = site;
  if (tls.state === 'none') return answerOf(cluster, site, request, gaps);
  const route = findRoute(routesOf(site, gaps), pathOf(request), gaps);
  if (route && staysPlain(route, host, tls)) return answerOf(cluster, site, request, gaps);
  const redirects = tls.state === 'served' && tls.redirects;
  return redirects ? { kind: 'redirect', location: `https://${request.host}${request.path}` } : NOT_FOUND;
}

/** Decision 7: ACME paths and Ingresses that opted out are on port 80 too; "a host held back … only ACME paths". */
const staysPlain = ({ ingress, path }: Route, host: string, tls: Tls): boolean =>
  isAcme(path.path) || (tls.state !== 'held' && optsOut(ingress, host));

/** Whether port 80 has anything to say for the host but 404. */
function isServedPlain(site: TlsSite, gaps: Gaps): boolean {
  const routes = routesOf(site, gaps).filter(({ patterns }) => patterns.length > 0);
  if (site.tls.state === 'none') return routes.length > 0 || defaultBackendOf(site) !== undefined;
  return (
    (site.tls.state === 'served' && site.tls.redirects) ||
    routes.some((route) => staysPlain(route, site.host, site.tls))
  );
}

/** Decision 5: "never falls through, not even if no path matches. Unmatched path: the `defaultBackend` …, else 404." */
function answerOf(cluster: Cluster, site: Site, request: TrafficRequest, gaps: Gaps): Answer {
  const route = findRoute(routesOf(site, gaps), pathOf(request), gaps);
  if (route) return answerFrom(cluster, route.ingress, backendOf(route), gaps);
  const fallback = defaultBackendOf(site);
  return fallback ? answerFrom(cluster, fallback, fallback.spec.defaultBackend!, gaps) : NOT_FOUND;
}

function answerFrom(cluster: Cluster, { metadata }: Ingress, backend: IngressBackend, gaps: Gaps): Answer {
  const { namespace } = metadata;
  const { service, addresses } = endpointsOf(cluster, namespace, backend, gaps);
  return addresses.length > 0
    ? { kind: 'backend', namespace, service, addresses }
    : { kind: 'bad-gateway' };
}

const pathOf = ({ path }: TrafficRequest): string => path.split('?', 1)[0] ?? '';
const nameOf = ({ metadata: { namespace, name } }: Secret): string => `${namespace}/${name}`;
