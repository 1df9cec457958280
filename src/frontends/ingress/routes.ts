/** Paths of an Ingress on one host -> routes: redirected, or served by a backend with what is changed on the way. */
import type { HTTPIngressPath, IngressBackend } from '../../cluster/objects.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isAcmeChallenge } from '../../routing/acme.ts';
import type { Action, Backend, Fallback, Firewall, Match, Route } from '../../routing/model.ts';
import type { HostGroup, Member } from './hosts.ts';
import { isRoot, toMatch } from './paths.ts';
import { redirectOf } from './redirects.ts';
import { rewriteOf } from './rewrites/rewrite.ts';
import type { RewriteResources } from './rewrites/rules.ts';

export interface RouteTools {
  /** Null: refused, and the owner has been told. */
  readonly backendOf: (member: Member, backend: IngressBackend) => Backend | null;
  /** Of the paths of the member; null: that of the host. */
  readonly firewallOf: (member: Member) => Firewall | null;
  /** Whether a rewrite set on the gateway may be used; its owner is told where not. */
  readonly mayRewrite: (member: Member, name: string) => boolean;
  readonly resources: RewriteResources;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** For one port of the host. */
export interface SiteTools extends RouteTools {
  readonly isEncrypted: boolean;
}

/** A route that still knows its Ingress. */
export interface OwnedRoute extends Route {
  readonly member: Member;
}

const HELD = { kind: 'held' } as const;

export function routesOf(member: Member, host: string, tools: SiteTools): readonly OwnedRoute[] {
  const { owner } = member;
  const paths = member.rules.flatMap((rule) => rule.http?.paths ?? []);
  return paths.map((path) => {
    const match = toMatch(path, member.values);
    const firewall = tools.firewallOf(member);
    const acme = isAcmeChallenge(match);
    const action = actionOf(member, host, path, match, firewall, tools);
    return { owner, match, action, firewall, acme, member };
  });
}

function actionOf(
  member: Member,
  host: string,
  path: HTTPIngressPath,
  match: Match,
  firewall: Firewall | null,
  tools: SiteTools,
): Action {
  const { owner, values } = member;
  if (member.heldBack || firewall?.kind === 'refused') return HELD;
  const redirected = redirectOf({ owner, values, host, path: path.path ?? '/', match });
  if (redirected.kind === 'redirect') return redirected;
  if (redirected.kind === 'refused') return told(redirected.problem, tools);
  const backend = tools.backendOf(member, path.backend);
  if (!backend) return HELD;
  const result = rewriteOf(owner, values, path, tools);
  if (result.kind === 'refused') return told(result.problem, tools);
  const { rewrite } = result;
  if (rewrite?.kind === 'onGateway' && !tools.mayRewrite(member, rewrite.name)) return HELD;
  return { kind: 'backend', backend, rewrite };
}

/** What answers where no path matches. */
export interface Rest {
  /** A root for it, because the default of a map has no firewall of its own. */
  readonly routes: readonly OwnedRoute[];
  readonly fallback: Fallback;
}

/** The oldest defaultBackend; a refused one leaves the answer to the next, so that it harms nobody else. */
export function restOf({ host, members }: HostGroup, routes: readonly OwnedRoute[], tools: SiteTools): Rest {
  const hasRoot = routes.some(({ match }) => isRoot(match));
  return members.reduceRight<Rest>(
    (next, member) => {
      if (member.defaultBackend === 'none') return next;
      const firewall = tools.firewallOf(member);
      // What is held back may have been guarded before.
      if (firewall === null && !member.heldBack) {
        return { routes: [], fallback: fallbackOf(member, host, next.fallback, tools) };
      }
      const { fallback } = next;
      return { routes: hasRoot ? [] : [guardedRoot(member, host, firewall, tools)], fallback };
    },
    { routes: [], fallback: { kind: 'notFound' } },
  );
}

function guardedRoot(member: Member, host: string, firewall: Firewall | null, tools: SiteTools): OwnedRoute {
  const { owner } = member;
  const isHeld = member.heldBack || firewall?.kind === 'refused';
  const answer = isHeld ? HELD : fallbackOf(member, host, { kind: 'notFound' }, tools);
  const action = answer.kind === 'held' ? HELD : answer;
  return { owner, match: { type: 'Prefix', path: '/' }, action, firewall, acme: false, member };
}

function fallbackOf(member: Member, host: string, next: Fallback, tools: SiteTools): Fallback {
  const { owner, values, defaultBackend } = member;
  const held = { kind: 'held', owner, next } as const;
  const everything = { owner, values, host, path: null, match: { type: 'Prefix', path: '/' } } as const;
  const redirected = redirectOf(everything);
  if (redirected.kind === 'redirect') return { ...redirected, owner };
  if (redirected.kind === 'refused') {
    tools.report(redirected.problem);
    return held;
  }
  if (typeof defaultBackend === 'string') return held;
  const whole = { pathType: 'Prefix', path: '/', backend: {} } as const;
  const result = rewriteOf(owner, values, whole, tools);
  if (result.kind === 'refused') {
    tools.report(result.problem);
    return held;
  }
  const { rewrite } = result;
  if (rewrite?.kind === 'onGateway' && !tools.mayRewrite(member, rewrite.name)) return held;
  return { kind: 'backend', backend: defaultBackend, rewrite, owner };
}

function told(problem: Diagnostic, { report }: RouteTools): Action {
  report(problem);
  return HELD;
}
