/** Paths of an Ingress on one host -> routes: redirected, or served by a backend with what is changed on the way. */
import type { HTTPIngressPath, IngressBackend } from '../../cluster/objects.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Action, Backend, Fallback, Firewall, Match, Route } from '../../routing/model.ts';
import type { HostGroup, Member } from './hosts.ts';
import { isAcmeChallenge, toMatch } from './paths.ts';
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

/** A route that still knows its Ingress. */
export interface OwnedRoute extends Route {
  readonly member: Member;
}

const HELD = { kind: 'held' } as const;

export function routesOf(member: Member, host: string, tools: RouteTools): readonly OwnedRoute[] {
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
  tools: RouteTools,
): Action {
  const { owner, values } = member;
  if (member.heldBack || firewall?.kind === 'refused') return HELD;
  const redirected = redirectOf({ owner, values, host, path: path.path ?? '/', match });
  if (redirected.kind === 'redirect') return redirected;
  if (redirected.kind === 'refused') return told(redirected.problem, tools);
  const backend = tools.backendOf(member, path.backend);
  if (!backend) return HELD;
  const result = rewriteOf(owner, values, path, tools.resources);
  if (result.kind === 'refused') return told(result.problem, tools);
  const { rewrite } = result;
  if (rewrite?.kind === 'onGateway' && !tools.mayRewrite(member, rewrite.name)) return HELD;
  return { kind: 'backend', backend, rewrite };
}

/** The oldest defaultBackend; a refused one leaves the answer to the next, so that it harms nobody else. */
export function fallbackOf({ host, members }: HostGroup, tools: RouteTools): Fallback {
  return members.reduceRight<Fallback>(
    (next, member) => {
      const { owner, values, defaultBackend } = member;
      if (defaultBackend === 'none') return next;
      const held = { kind: 'held', owner, next } as const;
      if (member.heldBack || tools.firewallOf(member)?.kind === 'refused') return held;
      const everything = { owner, values, host, path: null, match: { type: 'Prefix', path: '/' } } as const;
      const redirected = redirectOf(everything);
      if (redirected.kind === 'redirect') return { ...redirected, owner };
      if (defaultBackend === 'refused' || redirected.kind === 'refused') return held;
      const whole = { pathType: 'Prefix', path: '/', backend: {} } as const;
      const result = rewriteOf(owner, values, whole, tools.resources);
      if (result.kind === 'refused') return held;
      const { rewrite } = result;
      if (rewrite?.kind === 'onGateway' && !tools.mayRewrite(member, rewrite.name)) return held;
      return { kind: 'backend', backend: defaultBackend, rewrite, owner };
    },
    { kind: 'notFound' },
  );
}

function told(problem: Diagnostic, { report }: RouteTools): Action {
  report(problem);
  return HELD;
}
