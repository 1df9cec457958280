/** Redirect annotations of one Ingress and one of its paths -> where the requests are sent instead of being served. */
import type { AnnotationValues } from '../../api/annotations/catalogue.ts';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Match, Owner, Redirect } from '../../routing/model.ts';

export type RedirectResult =
  | { readonly kind: 'redirect'; readonly redirect: Redirect }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly problem: Diagnostic };

export interface Redirected {
  readonly owner: Owner;
  readonly values: AnnotationValues;
  /** Empty: host-less. */
  readonly host: string;
  /** As the object has it; null: whatever no path matches. */
  readonly path: string | null;
  readonly match: Match;
}

export function redirectOf({ owner, values, host, path, match }: Redirected): RedirectResult {
  const { 'redirect-url': wantedUrl, 'redirect-host': wantedHost, 'redirect-paths': only } = values;
  const url = wantedUrl ?? (wantedHost === undefined ? undefined : hostUrl(wantedHost));
  if (url === undefined) return { kind: 'none' };
  if (wantedUrl !== undefined && wantedHost !== undefined) {
    const annotations = ['redirect-url', 'redirect-host'];
    return { kind: 'refused', problem: diagnose('ANNOTATIONS_EXCLUSIVE', owner, { annotations }) };
  }
  if (only && (path === null || !only.includes(path))) return { kind: 'none' };
  const redirect = withOptions(url, values, wantedHost !== undefined);
  if (leadsBack(redirect, host, match)) {
    return { kind: 'refused', problem: diagnose('REDIRECT_LOOP', owner, { host, url }) };
  }
  return { kind: 'redirect', redirect };
}

/** A redirect to another host keeps the path unless told otherwise, one to a URL does not. */
export const withOptions = (url: string, values: AnnotationValues, keepsPath: boolean): Redirect => ({
  code: Number(values['redirect-code'] ?? '301') as Redirect['code'],
  url,
  keepPath: values['redirect-keep-path'] ?? keepsPath,
  keepQuery: values['redirect-keep-query'] ?? true,
});

/** With the slash that the documentation of the gateway has in its example of a kept path. */
export const hostUrl = (host: string): string => `https://${host.toLowerCase()}/`;

/** Tells of paths in `redirect-paths` that no rule has: the redirect that was meant does not happen. */
export function unknownRedirectPaths(
  owner: Owner,
  values: AnnotationValues,
  paths: readonly string[],
): readonly Diagnostic[] {
  const unknown = (values['redirect-paths'] ?? []).filter((path) => !paths.includes(path));
  return unknown.length === 0 ? [] : [diagnose('REDIRECT_PATH_UNKNOWN', owner, { paths: unknown })];
}

function leadsBack({ url, keepPath }: Redirect, host: string, { type, path }: Match): boolean {
  const target = new URL(url);
  if (target.hostname !== host || target.port !== '') return false;
  if (keepPath) return true;
  const prefix = path.toLowerCase().replace(/\*$/, '');
  const aimed = target.pathname.toLowerCase();
  if (type === 'Exact') return aimed === prefix;
  return prefix === '/' || aimed === prefix || aimed.startsWith(`${prefix.replace(/\/$/, '')}/`);
}
