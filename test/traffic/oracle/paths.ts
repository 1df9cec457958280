/** Which paths a host has once conflicts are settled, and which of them a request reaches. */
import type { HTTPIngressPath, Ingress } from '../../../src/cluster/objects.ts';
import { rulesFor, type Site } from './hosts.ts';
import type { Gaps } from './gaps.ts';

export interface Route {
  readonly ingress: Ingress;
  readonly path: HTTPIngressPath;
  /** The requests that reach it. */
  readonly patterns: readonly Pattern[];
}
interface Pattern {
  readonly text: string;
  /** Else: everything that starts with `text`. */
  readonly whole: boolean;
}

const EVERYTHING: Pattern = { text: '/', whole: false };

/** Decision 5: "the `defaultBackend` of the oldest Ingress on that host that has one". */
export const defaultBackendOf = ({ members }: Site): Ingress | undefined =>
  members.find(({ spec }) => spec.defaultBackend);

export function routesOf(site: Site, gaps: Gaps): readonly Route[] {
  const candidates = site.members.flatMap((ingress) =>
    rulesFor(ingress, site.host)
      .flatMap(({ http }) => http?.paths ?? [])
      .filter((path) => isExpressible(path, gaps))
      .map((path): Route => ({ ingress, path, patterns: patternsOf(path, gaps) })),
  );
  const ordinary = settle(candidates.filter(({ path }) => !isExactRoot(path)));
  const root = candidates.find(({ path }) => isExactRoot(path));
  return root ? [...ordinary, ...placeExactRoot(root, ordinary, site, gaps)] : ordinary;
}

/**
 * Kubernetes: Exact "matches the URL path exactly"; Prefix "is done on a path element by element basis".
 * Decision 5: Prefix `/x` is `/x` and `/x/*`; Prefix `/x/*` means Prefix `/x`; ImplementationSpecific "is the gateway's
 * own pattern".
 */
function patternsOf({ path = '/', pathType }: HTTPIngressPath, { pathsWithoutCase }: Gaps): Pattern[] {
  const text = pathsWithoutCase ? path.toLowerCase() : path;
  switch (pathType) {
    case 'Exact':
      return [{ text, whole: true }];
    case 'Prefix': {
      const elements = text.replace(/\/\*$/, '/').replace(/\/$/, '');
      return elements === '' ? [EVERYTHING] : [whole(elements), { text: `${elements}/`, whole: false }];
    }
    case 'ImplementationSpecific':
      if (text === '/' || text === '/*') return [EVERYTHING];
      return text.endsWith('*') ? [{ text: text.slice(0, -1), whole: false }] : [whole(text)];
  }
}

const whole = (text: string): Pattern => ({ text, whole: true });

/** Gateway: "`*` only as last character … no `?`/`#`"; a star at the end would be no star of Exact any more. */
function isExpressible({ path = '/', pathType }: HTTPIngressPath, { starOnlyAtTheEnd }: Gaps): boolean {
  const literal = pathType === 'Prefix' ? path.replace(/\/\*$/, '') : path;
  return !starOnlyAtTheEnd || pathType === 'ImplementationSpecific' || !/[*?#]/.test(literal);
}

/**
 * Decision 5: "Exact `/x` takes `/x` out of the Prefix rule; otherwise the oldest wins and the other is told"; decision
 * 8: the smallest thing is lost, here one pattern. Candidates come oldest first, those of one Ingress in its own order.
 */
function settle(candidates: readonly Route[]): readonly Route[] {
  const owners = new Map<string, Route>();
  for (const route of candidates)
    for (const pattern of route.patterns) {
      const rival = owners.get(keyOf(pattern));
      if (!rival || takesOut(route, rival)) owners.set(keyOf(pattern), route);
    }
  return candidates
    .map((route) => ({
      ...route,
      patterns: route.patterns.filter((pattern) => owners.get(keyOf(pattern)) === route),
    }))
    .filter(({ patterns }) => patterns.length > 0);
}

const keyOf = ({ text, whole }: Pattern): string => `${whole ? '=' : '^'}${text}`;
const takesOut = (winner: Route, loser: Route): boolean =>
  winner.path.pathType === 'Exact' && loser.path.pathType === 'Prefix';

export const isExactRoot = ({ path, pathType }: HTTPIngressPath): boolean =>
  pathType === 'Exact' && path === '/';

/** Decision 5: "Exact `/` becomes the map's default … if nothing else claims it, else it is held back". */
function placeExactRoot(root: Route, others: readonly Route[], site: Site, gaps: Gaps): readonly Route[] {
  const isClaimed =
    defaultBackendOf(site) !== undefined ||
    others.some(({ patterns }) => patterns.some((pattern) => keyOf(pattern) === keyOf(EVERYTHING)));
  if (isClaimed) return gaps.exactRootRefused ? [] : [root];
  return [gaps.exactRootWidened ? { ...root, patterns: [EVERYTHING] } : root];
}

/**
 * Kubernetes: "precedence will be given first to the longest matching path. If two paths are still equally matched,
 * precedence will be given to paths with an exact path type over prefix path type."
 */
export function findRoute(routes: readonly Route[], path: string, gaps: Gaps): Route | undefined {
  const decoded = gaps.pathsDecoded ? decodeURIComponent(path) : path;
  const wanted = gaps.pathsWithoutCase ? decoded.toLowerCase() : decoded;
  return routes
    .flatMap((route) => route.patterns.map((pattern) => ({ route, pattern })))
    .filter(({ pattern: { text, whole } }) => (whole ? wanted === text : wanted.startsWith(text)))
    .sort((a, b) => rank(b.pattern) - rank(a.pattern))[0]?.route;
}

const rank = ({ text, whole }: Pattern): number => text.length + (whole ? 0.5 : 0);
