/**
 * Rewrites on the way to the backend.
 *
 * In: a request and the route that was found for it. Out: the route that it takes in the end, the URL and header
 * changes that the backend gets to see, and the rules that go on with the response. A rule that reroutes sends the
 * new path through the listener's router again, to the set of whatever route that leads to. It must not know pools.
 */
import { ASSUMPTIONS } from '../assumptions.ts';
import type { Action, Redirect, Route } from '../compile/configuration.ts';
import type { Firewall } from '../compile/firewalls.ts';
import type { Value } from '../compile/rewrite-values.ts';
import type { Rewrite, RewriteSet, UrlEdit } from '../compile/rewrites.ts';
import { readCookie } from './cookies.ts';
import type { Arrival, Exchange, HeaderChanges, RewrittenRequest } from './exchange.ts';
import { decodePath } from './request-target.ts';
import type { RequestTarget } from './request-target.ts';
import { evaluate, render } from './rewrite-terms.ts';
import type { ReadVariable } from './rewrite-terms.ts';
import { readServerVariable } from './server-variables.ts';

export type Rerouted =
  | ({ readonly kind: 'forward'; readonly firewall: Firewall | null } & Pick<
      Exchange,
      'action' | 'matched' | 'rewritten'
    >)
  | {
      readonly kind: 'redirect';
      readonly firewall: Firewall | null;
      readonly redirect: Redirect;
      readonly target: RequestTarget;
    }
  /** Led back to a route that reroutes again; or to a path whose encoding is broken. */
  | { readonly kind: 'loop' | 'broken' };

export function rewriteRequest(arrival: Arrival, first: Route): Rerouted {
  const { target } = arrival;
  const passed = new Set<Action>();
  let rewritten = untouched(target);
  for (let route = first; ;) {
    const { action, matched, firewall } = route;
    if (action.kind === 'redirect') {
      return { kind: 'redirect', firewall, redirect: action, target: { ...target, ...urlOf(rewritten) } };
    }
    const ran = runSet(action.rewrites, arrival, rewritten);
    rewritten = ran.rewritten;
    // What a path rule matched is not there any more in a path that was rewritten after it.
    if (!ran.reroute)
      return {
        kind: 'forward',
        firewall,
        action,
        matched: rewritten.isPathRewritten ? null : matched,
        rewritten,
      };
    if (passed.has(action)) return { kind: 'loop' };
    passed.add(action);
    const decoded = decodePath(rewritten.path);
    if (decoded === null) return { kind: 'broken' };
    route = arrival.listener.route(decoded);
    rewritten = { ...rewritten, isPathRewritten: false };
  }
}

const urlOf = ({ path, search }: RewrittenRequest) => ({ path, search });

const untouched = ({ path, search }: RequestTarget): RewrittenRequest => ({
  path,
  search,
  isPathRewritten: false,
  headers: new Map(),
  pending: [],
});

interface Ran {
  readonly rewritten: RewrittenRequest;
  readonly reroute: boolean;
}

function runSet(set: RewriteSet, arrival: Arrival, before: RewrittenRequest): Ran {
  const pending = ASSUMPTIONS.reroutedKeepsFirstSet ? before.pending : [];
  const start: Ran = { rewritten: { ...before, pending }, reroute: false };
  return set.reduce((ran, rewrite) => runRule(rewrite, arrival, ran), start);
}

function runRule(rewrite: Rewrite, arrival: Arrival, { rewritten, reroute }: Ran): Ran {
  const read = requestReader(arrival, rewritten.headers);
  const captures = evaluate(rewrite.requestConditions, read);
  if (!captures) return { rewritten, reroute };
  const next = { ...rewritten, pending: [...rewritten.pending, { rewrite, captures }] };
  if (rewrite.responseConditions.length > 0) return { rewritten: next, reroute };
  const text = (value: Value): string => render(value, read, captures);
  const changes = rewrite.requestHeaders.map(
    ({ name, value }) => [name.toLowerCase(), { name, value: text(value) }] as const,
  );
  return {
    rewritten: {
      ...next,
      ...(rewrite.url ? rewriteUrl(rewrite.url, text) : {}),
      headers: new Map([...rewritten.headers, ...changes]),
    },
    reroute: reroute || (rewrite.url?.reroute ?? false),
  };
}

function rewriteUrl({ path, query }: UrlEdit, text: (value: Value) => string): Partial<RewrittenRequest> {
  return {
    ...(path ? { path: asPath(text(path)), isPathRewritten: true } : {}),
    ...(query ? { search: asSearch(text(query)) } : {}),
  };
}

const asPath = (text: string): string => encode(text.replace(/^\/?/, '/'), /[^\x21-\x7e]|[?#]/g);
const asSearch = (text: string): string => (text === '' ? '' : `?${encode(text, /[^\x21-\x7e]|#/g)}`);

/** What a request line cannot hold; values are spelled in bytes. */
const encode = (text: string, unsafe: RegExp): string =>
  text.replace(unsafe, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** The request as it came; headers as earlier rules left them. There is no response yet. */
export function requestReader(arrival: Arrival, changes: HeaderChanges): ReadVariable {
  const { request } = arrival;
  return (variable) => {
    switch (variable.kind) {
      case 'requestHeader': {
        const change = ASSUMPTIONS.laterRulesSeeRewrites ? changes.get(variable.name) : undefined;
        return change?.value ?? [request.headers[variable.name] ?? []].flat().join(', ');
      }
      case 'cookie':
        return readCookie(request, variable.name);
      case 'server':
        return readServerVariable(variable.name, arrival, null);
      case 'responseHeader':
      case 'unknown':
        return '';
    }
  };
}
