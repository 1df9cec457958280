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

export const mayUseFrontend = ({ frontends }: Policy, kind: 'public' | 'private'): boolean =>
  frontends === undefined || frontends.includes(kind);

const includes = (granted: readonly string[], wanted: string): boolean =>
  granted.some((one) => one === '*' || one.toLowerCase() === wanted.toLowerCase());

/** `*.example.com` stands for every name below it. */
function matches(pattern: string, name: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), name.toLowerCase()];
  return wanted === '*' || wanted === given || (wanted.startsWith('*.') && given.endsWith(wanted.slice(1)));
}
