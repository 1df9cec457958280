/**
 * Routes of one site -> path rules in the order of a map, and what becomes the map's default (decision 5).
 * Order: rules with only exact paths, then by falling length of the `*` pattern; so list order and most-specific
 * order, the two readings of the gateway's documentation, agree. Patterns are unique without case.
 */
import { diagnose, refText, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Action, Fallback, Route, Site } from '../routing/model.ts';
import { backendKey } from './backend-key.ts';
import { toPatterns, type Patterns } from './patterns.ts';

export interface PathRule {
  readonly route: Route;
  /** Exact pattern before the `*` one; not empty. */
  readonly patterns: readonly string[];
}

export interface PathPlan {
  readonly rules: readonly PathRule[];
  /** The route that answers everything else on the site; null: the last rule or the site's fallback does. */
  readonly root: Route | null;
  /** The last rule takes everything: nothing is left to the fallback. */
  readonly isCovered: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** ARM refuses "/" alone in a path rule, but takes this. */
const EVERYTHING = '/*';

interface Claim {
  readonly route: Route;
  readonly pattern: string;
}

type SitePaths = Pick<Site, 'hosts' | 'owner' | 'routes' | 'fallback'>;

/** `needsRule`: of a root that cannot be the default of the map, because defaults have no firewall of their own. */
export function planPaths(
  site: SitePaths,
  needsRule: (root: Route) => boolean = ({ firewall }) => firewall !== null,
): PathPlan {
  const host = site.hosts[0] ?? '';
  const diagnostics: Diagnostic[] = [];
  const claims = new Map<string, Claim>();
  const roots: Route[] = [];
  const exactRoots: Route[] = [];
  for (const route of site.routes) {
    const patterns = toPatterns(route.match);
    diagnostics.push(...gaps(route, patterns));
    if (patterns.kind === 'refused') continue;
    if (patterns.kind === 'root') roots.push(route);
    else if (patterns.kind === 'exactRoot') exactRoots.push(route);
    else
      for (const pattern of patterns.patterns) diagnostics.push(...claim(claims, { route, pattern }, host));
  }
  const { root, told } = chooseRoot(roots, exactRoots, site, host);
  const rules = orderRules(claims);
  const all = [...diagnostics, ...told];
  // Every other pattern with a star is longer, so it stands last.
  return root && needsRule(root)
    ? {
        rules: [...rules, { route: root, patterns: [EVERYTHING] }],
        root: null,
        isCovered: true,
        diagnostics: all,
      }
    : { rules, root, isCovered: false, diagnostics: all };
}

/** The older claim stays, but an Exact path takes its pattern out of a Prefix without a word: that is Kubernetes' rule. */
function claim(claims: Map<string, Claim>, claimant: Claim, host: string): readonly Diagnostic[] {
  const key = claimant.pattern.toLowerCase();
  const holder = claims.get(key);
  if (!holder) {
    claims.set(key, claimant);
    return [];
  }
  const types = [holder.route.match.type, claimant.route.match.type];
  if (types[0] === 'Prefix' && types[1] === 'Exact') {
    claims.set(key, claimant);
    return takenByCase(holder, claimant);
  }
  if (types[0] === 'Exact' && types[1] === 'Prefix') return takenByCase(claimant, holder);
  if (sameAnswer(holder.route, claimant.route)) return [];
  const owner = refText(holder.route.owner);
  const { path } = claimant.route.match;
  return holder.pattern === claimant.pattern
    ? [diagnose('PATH_CONFLICT', claimant.route.owner, { host, path, pattern: holder.pattern, owner })]
    : [
        diagnose('PATH_CASE_CONFLICT', claimant.route.owner, {
          host,
          path,
          other: holder.route.match.path,
          owner,
        }),
      ];
}

/** In Kubernetes an Exact path of another spelling would leave the Prefix its own. */
const takenByCase = (prefix: Claim, exact: Claim): readonly Diagnostic[] =>
  prefix.pattern === exact.pattern
    ? []
    : [diagnose('PATH_CASE_INSENSITIVE', prefix.route.owner, { paths: [prefix.route.match.path] })];

function chooseRoot(
  roots: readonly Route[],
  exactRoots: readonly Route[],
  { fallback, owner: siteOwner }: SitePaths,
  host: string,
): { readonly root: Route | null; readonly told: readonly Diagnostic[] } {
  const conflict = (route: Route, { owner }: Route): Diagnostic[] => [
    diagnose('PATH_CONFLICT', route.owner, {
      host,
      path: route.match.path,
      pattern: 'all other paths',
      owner: refText(owner),
    }),
  ];
  const [root] = roots;
  const told = roots.slice(1).flatMap((route) => (sameAnswer(root!, route) ? [] : conflict(route, root!)));
  const [exact] = exactRoots;
  if (!exact) return { root: root ?? null, told };
  const answering = root?.owner ?? fallbackOwner(fallback, siteOwner);
  if (answering) {
    const refusals = exactRoots
      .filter((route) => !(root ? sameAnswer(root, route) : isFallback(fallback, route)))
      .map((route) => diagnose('EXACT_ROOT_REFUSED', route.owner, { host, owner: refText(answering) }));
    return { root: root ?? null, told: [...told, ...refusals] };
  }
  const others = exactRoots
    .slice(1)
    .flatMap((route) => (sameAnswer(exact, route) ? [] : conflict(route, exact)));
  return { root: exact, told: [...told, diagnose('EXACT_ROOT_WIDENED', exact.owner, { host }), ...others] };
}

function fallbackOwner(fallback: Fallback, siteOwner: Site['owner']): Site['owner'] | null {
  switch (fallback.kind) {
    case 'backend':
    case 'redirect':
    case 'held':
      return fallback.owner;
    case 'redirectToHttps':
      return siteOwner;
    case 'notFound':
      return null;
  }
}

function orderRules(claims: ReadonlyMap<string, Claim>): readonly PathRule[] {
  const byRoute = new Map<Route, string[]>();
  for (const { route, pattern } of claims.values()) {
    const patterns = byRoute.get(route);
    if (patterns) patterns.push(pattern);
    else byRoute.set(route, [pattern]);
  }
  const rules = [...byRoute].map(([route, patterns]) => ({
    route,
    patterns: patterns.sort((a, b) => starLength(a) - starLength(b)),
  }));
  const key = ({ patterns }: PathRule): number => Math.max(...patterns.map(starLength));
  const exactOnly = (rule: PathRule): boolean => key(rule) === 0;
  return rules.sort(
    (a, b) =>
      Number(exactOnly(b)) - Number(exactOnly(a)) ||
      key(b) - key(a) ||
      (a.patterns[0]!.toLowerCase() < b.patterns[0]!.toLowerCase() ? -1 : 1),
  );
}

const starLength = (pattern: string): number => (pattern.endsWith('*') ? pattern.length : 0);

function gaps({ owner, match }: Route, patterns: Patterns): readonly Diagnostic[] {
  if (patterns.kind === 'refused') {
    const detail = { path: match.path, pathType: typeName(match.type), reason: patterns.reason };
    return [diagnose('PATH_NOT_EXPRESSIBLE', owner, detail)];
  }
  return match.path.includes('%') ? [diagnose('PATH_ENCODED', owner, { path: match.path })] : [];
}

const typeName = (type: Route['match']['type']): string =>
  type === 'Gateway' ? 'ImplementationSpecific' : type;

/** Whether it makes no difference which of the two answers. */
const sameAnswer = (a: Route, b: Route): boolean =>
  sameAction(a.action, b.action) && JSON.stringify(a.firewall) === JSON.stringify(b.firewall);

const isFallback = (fallback: Fallback, route: Route): boolean =>
  route.firewall === null && sameAction(fallback, route.action);

function sameAction(a: Action | Fallback, b: Action): boolean {
  if (a.kind === 'backend' && b.kind === 'backend') {
    return (
      backendKey(a.backend) === backendKey(b.backend) &&
      JSON.stringify(a.rewrite) === JSON.stringify(b.rewrite)
    );
  }
  if (a.kind === 'redirect' && b.kind === 'redirect') {
    return JSON.stringify(a.redirect) === JSON.stringify(b.redirect);
  }
  return a.kind === b.kind;
}
