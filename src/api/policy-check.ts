/** Questions to a policy. What it does not mention has the default that `policy.ts` documents. */
import { overlaps } from './host-overlap.ts';
import type { Policy } from './policy.ts';

export type ReferenceKind = Exclude<keyof NonNullable<Policy['references']>[number], 'namespaces'>;

export const mayUseVault = ({ keyVaults = [] }: Policy, namespace: string, vault: string): boolean =>
  keyVaults.some((grant) => includes(grant.namespaces, namespace) && includes(grant.vaults, vault));

/** ARM compares names and ids without case. */
export const mayReference = (
  { references }: Policy,
  namespace: string,
  kind: ReferenceKind,
  name: string,
): boolean =>
  references === undefined ||
  references.some((grant) => includes(grant.namespaces, namespace) && includes(grant[kind] ?? [], name));

export const mayUseExternalName = (
  { externalNames = [] }: Policy,
  namespace: string,
  name: string,
): boolean =>
  externalNames.some(
    (grant) =>
      includes(grant.namespaces, namespace) &&
      (grant.names === undefined || grant.names.some((pattern) => matches(pattern, name))),
  );

/**
 * A host belongs to the most specific claims that cover it; one that none covers is free, but for a pattern that takes
 * hosts which others have claimed. Empty: a rule without a host.
 */
export function mayUseHost({ hostClaims = [] }: Policy, namespace: string, host: string): boolean {
  const claims = hostClaims.flatMap(({ hosts, namespaces }) =>
    hosts.map((claimed) => ({ claimed, isTheirs: includes(namespaces, namespace) })),
  );
  const covering = claims.filter(({ claimed }) => covers(claimed, host));
  if (covering.length === 0) {
    const isPattern = /[*?]/.test(host);
    return claims.every(({ claimed, isTheirs }) => isTheirs || !isPattern || !reaches(host, claimed));
  }
  const longest = Math.max(...covering.map(({ claimed }) => claimed.length));
  const deciding = covering.filter(({ claimed }) => claimed.length === longest);
  return deciding.some(({ isTheirs }) => isTheirs);
}

/** A wildcard is covered by what covers everything below it. */
const covers = (claimed: string, host: string): boolean =>
  claimed === '*' ||
  matches(claimed, host) ||
  (host.startsWith('*.') && matches(claimed, `x${host.slice(1)}`));

const reaches = (host: string, claimed: string): boolean =>
  overlaps(host.toLowerCase(), claimed.toLowerCase());

export const mayUseFrontend = ({ frontends }: Policy, kind: 'public' | 'private'): boolean =>
  frontends === undefined || frontends.includes(kind);

const includes = (granted: readonly string[], wanted: string): boolean =>
  granted.some((one) => one === '*' || one.toLowerCase() === wanted.toLowerCase());

/** `*.example.com` stands for every name below it. */
function matches(pattern: string, name: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), name.toLowerCase()];
  return wanted === '*' || wanted === given || (wanted.startsWith('*.') && given.endsWith(wanted.slice(1)));
}
