/** Which hosts there are, who takes part in each, and which of them a request belongs to. */
import type { Ingress } from '../../../src/cluster/objects.ts';
import type { Cluster } from './cluster.ts';
import type { Gaps } from './gaps.ts';

/** The host of rules without one, and of what belongs to no other host. */
export const HOSTLESS = '';

export interface Site {
  readonly host: string;
  /** Oldest first. */
  readonly members: readonly Ingress[];
}

/**
 * An Ingress takes part in a host only with a rule for it. Decision 5: "Unmatched host: the hostless rules of all
 * Ingresses, then the oldest `defaultBackend`".
 */
export function sitesOf({ ingresses }: Cluster): readonly Site[] {
  const hosts = new Set(ingresses.flatMap(({ spec }) => (spec.rules ?? []).map(hostOf)));
  const fallback = ingresses.find(({ spec }) => spec.defaultBackend);
  if (fallback) hosts.add(HOSTLESS);
  return [...hosts].map((host) => ({
    host,
    members: ingresses.filter(
      (ingress) => rulesFor(ingress, host).length > 0 || (host === HOSTLESS && ingress === fallback),
    ),
  }));
}

export const rulesFor = ({ spec }: Ingress, host: string): NonNullable<Ingress['spec']['rules']> =>
  (spec.rules ?? []).filter((rule) => hostOf(rule) === host);

const hostOf = ({ host }: { readonly host?: string }): string => host ?? HOSTLESS;

/** Decision 5: "a request belongs to the most specific matching host (exact, then wildcard, then none)". */
export function mostSpecific<S extends Site>(sites: readonly S[], host: string, gaps: Gaps): S | undefined {
  return sites
    .filter((site) => matchesHost(site.host, host.toLowerCase(), gaps))
    .sort((a, b) => specificity(b.host) - specificity(a.host))[0];
}

function specificity(host: string): number {
  if (host === HOSTLESS) return 0;
  return isWildcard(host) ? host.split('.').length : Infinity;
}

/**
 * Kubernetes: "Precise matches require that the HTTP host header matches the host field. Wildcard matches require the
 * HTTP host header is equal to the suffix of the wildcard rule", and the star covers a single DNS label.
 */
function matchesHost(pattern: string, host: string, { wildcardSpansLabels }: Gaps): boolean {
  if (pattern === HOSTLESS) return true;
  if (!isWildcard(pattern)) return host === pattern;
  const suffix = pattern.slice(1);
  const star = host.slice(0, -suffix.length);
  return host.endsWith(suffix) && star !== '' && (wildcardSpansLabels || !star.includes('.'));
}

export const isWildcard = (host: string): boolean => host.startsWith('*.');

/** `*.example.com` covers `a.example.com` and nothing deeper, as in a certificate. */
export const coversByOneLabel = (pattern: string, host: string): boolean =>
  isWildcard(pattern) && host.slice(host.indexOf('.')) === pattern.slice(1);
