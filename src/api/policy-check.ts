/** Questions to a policy. What it does not mention has the default that `policy.ts` documents. */
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

/** A host belongs to the most specific claims that cover it; one that none covers is free. Empty: a rule without a host. */
export function mayUseHost({ hostClaims = [] }: Policy, namespace: string, host: string): boolean {
  const covering = hostClaims.flatMap(({ hosts, namespaces }) =>
    hosts.filter((claimed) => covers(claimed, host)).map((claimed) => ({ claimed, namespaces })),
  );
  const longest = Math.max(0, ...covering.map(({ claimed }) => claimed.length));
  const deciding = covering.filter(({ claimed }) => claimed.length === longest);
  return deciding.length === 0 || deciding.some(({ namespaces }) => includes(namespaces, namespace));
}

/** A wildcard is covered by what covers everything below it. */
const covers = (claimed: string, host: string): boolean =>
  claimed === '*' ||
  matches(claimed, host) ||
  (host.startsWith('*.') && matches(claimed, `x${host.slice(1)}`));

export const mayUseFrontend = ({ frontends }: Policy, kind: 'public' | 'private'): boolean =>
  frontends === undefined || frontends.includes(kind);

const includes = (granted: readonly string[], wanted: string): boolean =>
  granted.some((one) => one === '*' || one.toLowerCase() === wanted.toLowerCase());

/** `*.example.com` stands for every name below it. */
function matches(pattern: string, name: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), name.toLowerCase()];
  return wanted === '*' || wanted === given || (wanted.startsWith('*.') && given.endsWith(wanted.slice(1)));
}
