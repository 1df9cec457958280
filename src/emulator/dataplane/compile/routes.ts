/** From a rule to the function that picks what to do with a path: redirect, or forward to a target. */
import type {
  Child,
  RequestRoutingRuleProperties,
  SubResource,
  UrlPathMapProperties,
} from '../../../appgw/wire.ts';
import { ConfigurationError } from './configuration-error.ts';
import type { Action, Route } from './configuration.ts';
import type { GatewayDocument } from './document.ts';
import type { FirewallLookup } from './firewalls.ts';
import { createPathTable } from './paths.ts';
import type { AmbiguousOrder, PathRule } from './paths.ts';
import { compileRedirect } from './redirects.ts';
import type { ListenerOrigin } from './redirects.ts';
import type { Rewrites } from './rewrites.ts';
import type { Targets } from './targets.ts';

export interface RouteContext {
  readonly document: GatewayDocument;
  readonly targets: Targets;
  readonly rewrites: Rewrites;
  readonly originOf: (listener: SubResource, referrer: string) => ListenerOrigin;
  readonly firewallOf: FirewallLookup;
  readonly warn: (message: string) => void;
}

type Router = (path: string) => Route;

interface ActionReferences {
  readonly pool: SubResource | undefined;
  readonly settings: SubResource | undefined;
  readonly redirect: SubResource | undefined;
  readonly rewrites: SubResource | undefined;
}

export function compileRouter(rule: Child<RequestRoutingRuleProperties>, context: RouteContext): Router {
  const { document } = context;
  const { ruleType, urlPathMap, backendAddressPool, backendHttpSettings, redirectConfiguration } =
    rule.properties;
  const id = document.idOf('requestRoutingRules', rule);
  if (ruleType === 'PathBasedRouting') {
    return compileMap(document.find('urlPathMaps', urlPathMap, id), context);
  }
  const references = {
    pool: backendAddressPool,
    settings: backendHttpSettings,
    redirect: redirectConfiguration,
    rewrites: rule.properties.rewriteRuleSet,
  };
  const route = { action: compileAction(id, references, context), matched: null, firewall: null };
  return () => route;
}

function compileMap(map: Child<UrlPathMapProperties>, context: RouteContext): Router {
  const id = context.document.idOf('urlPathMaps', map);
  const { pathRules, ...defaults } = map.properties;
  const fallback: Route = {
    action: compileAction(
      id,
      {
        pool: defaults.defaultBackendAddressPool,
        settings: defaults.defaultBackendHttpSettings,
        redirect: defaults.defaultRedirectConfiguration,
        rewrites: defaults.defaultRewriteRuleSet,
      },
      context,
    ),
    matched: null,
    firewall: null,
  };
  const rules = (pathRules ?? []).map(({ name, properties }): PathRule<Omit<Route, 'matched'>> => {
    const {
      paths,
      backendAddressPool: pool,
      backendHttpSettings: settings,
      redirectConfiguration: redirect,
      rewriteRuleSet: rewrites,
      firewallPolicy,
    } = properties;
    return {
      name,
      paths,
      value: {
        action: compileAction(`${id}/pathRules/${name}`, { pool, settings, redirect, rewrites }, context),
        firewall: context.firewallOf(firewallPolicy),
      },
    };
  });
  const match = createPathTable(rules, warnOnce(id, context.warn));

  return (path) => {
    const found = match(path);
    return found ? { ...found.value, matched: found.length } : fallback;
  };
}

function compileAction(
  id: string,
  { pool, settings, redirect, rewrites }: ActionReferences,
  context: RouteContext,
): Action {
  if (redirect) {
    const configuration = context.document.find('redirectConfigurations', redirect, id);
    const { targetListener } = configuration.properties;
    const redirectId = context.document.idOf('redirectConfigurations', configuration);
    const origin = targetListener ? context.originOf(targetListener, redirectId) : null;
    return compileRedirect(redirectId, configuration, origin);
  }
  const target = context.targets.of(pool, settings, id);
  if (!target) throw new ConfigurationError(id, 'has neither a redirect nor a pool with settings');
  return { kind: 'forward', target, rewrites: context.rewrites.of(rewrites, id) };
}

/** One line per map and pair of patterns, however many requests meet it. */
function warnOnce(map: string, warn: (message: string) => void): (ambiguous: AmbiguousOrder) => void {
  const seen = new Set<string>();
  return ({ path, first, specific }) => {
    const pair = [...first, ...specific].join(' ');
    if (seen.has(pair)) return;
    seen.add(pair);
    warn(
      `${map}: ${path} goes to path rule ${first[0]} (${first[1]}) by list order, ` +
        `but ${specific[0]} (${specific[1]}) is more specific; gateways are reported to differ`,
    );
  };
}
