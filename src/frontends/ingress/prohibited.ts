/**
 * AzureIngressProhibitedTargets: hosts and paths of the gateway that Ingresses must not take, whoever serves them. A
 * prohibited path is left out, not held back: what was there before must go as well.
 */
import type { AzureIngressProhibitedTarget, Ingress } from '../../cluster/objects.ts';
import { keyOf } from '../../cluster/snapshot.ts';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Owner } from '../../routing/model.ts';

export interface Allowed {
  readonly ingress: Ingress;
  readonly diagnostics: readonly Diagnostic[];
}

export function withoutProhibited(
  ingress: Ingress,
  owner: Owner,
  targets: Iterable<AzureIngressProhibitedTarget>,
  extensions: readonly string[] = [],
): Allowed {
  const prohibitions = [...targets];
  if (prohibitions.length === 0) return { ingress, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const isAllowed = (host: string, path: string): boolean => {
    const target = prohibitions.find((prohibition) => prohibits(prohibition, host, path));
    if (target)
      diagnostics.push(diagnose('PATH_PROHIBITED', owner, { host, path, target: keyOf(target.metadata) }));
    return !target;
  };
  const rules = (ingress.spec.rules ?? []).flatMap((rule) => {
    const named = [...(rule.host ? [rule.host.toLowerCase()] : []), ...extensions];
    const hosts = named.length > 0 ? named : [''];
    // One rule serves all of its hosts alike: what one of them may not have, none has.
    const isFree = (path: string): boolean => hosts.every((host) => isAllowed(host, path));
    if (!rule.http) return isFree('/') ? [rule] : [];
    const paths = rule.http.paths.filter(({ path }) => isFree(path ?? '/'));
    return paths.length === 0 ? [] : [{ ...rule, http: { paths } }];
  });
  const { defaultBackend, ...spec } = ingress.spec;
  const keepsDefault = defaultBackend !== undefined && isAllowed('', '/');
  return {
    ingress: { ...ingress, spec: { ...spec, rules, ...(keepsDefault ? { defaultBackend } : {}) } },
    diagnostics,
  };
}

/** AGIC's comparison: equal hosts or none, and the path equal to one of the target's or under it. */
function prohibits({ spec }: AzureIngressProhibitedTarget, host: string, path: string): boolean {
  const { hostname = '', paths = [] } = spec;
  if (hostname !== '' && hostname.toLowerCase() !== host) return false;
  const wanted = segments(path);
  return paths.length === 0 || paths.some((prohibited) => isUnder(wanted, segments(prohibited)));
}

const segments = (path: string): readonly string[] =>
  path
    .toLowerCase()
    .replace(/\*$/, '')
    .split('/')
    .filter((segment) => segment !== '');

const isUnder = (wanted: readonly string[], prohibited: readonly string[]): boolean =>
  prohibited.every((segment, index) => wanted[index] === segment);
