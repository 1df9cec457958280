/**
 * Holding back is a graft (decision 8): where the new configuration of an object cannot be used, what the gateway has
 * of it is copied unchanged, with whatever of ours it reaches. What it reaches of others is referred to as before.
 */
import type { Owner } from '../routing/model.ts';
import type { Context } from './context.ts';
import { copyOwn, findOwn, sameReference } from './copy.ts';
import type { LiveGateway } from './live.ts';
import { ownerHash } from './names.ts';
import type { Part } from './part.ts';
import { poolPart } from './pools.ts';
import { findForeign } from './referable.ts';
import { reroutes, type RewriteUse } from './rewrites.ts';
import type { Target } from './target.ts';
import type { Child, PathRuleProperties, SubResource, UrlPathMapProperties } from './wire.ts';

/** The live path rule of this name on the site, as a target. */
export function graftPath(context: Context, siteHash: string, ruleName: string): Target | null {
  const { live } = context;
  const rules = liveMap(live, siteHash)?.properties.pathRules ?? [];
  const found = rules.find(
    (rule: Child<PathRuleProperties>) => rule.name.toLowerCase() === ruleName.toLowerCase(),
  );
  return found ? toTarget(context, found.properties) : null;
}

/** What answers the rest of the site now, if the same object asked for it. */
export function graftDefault(context: Context, siteHash: string, owner: Owner): Target | null {
  const { defaultOwner } = context.live.ownRules.get(siteHash) ?? {};
  return defaultOwner === ownerHash(owner) ? graftFallback(context, siteHash) : null;
}

/** What answers the rest of the site now, whoever asked for it. */
export function graftFallback(context: Context, siteHash: string): Target | null {
  const { live } = context;
  const rule = live.ownRules.get(siteHash);
  if (!rule) return null;
  const map = liveMap(live, siteHash)?.properties;
  const answering = map
    ? withDefined({
        backendAddressPool: map.defaultBackendAddressPool,
        backendHttpSettings: map.defaultBackendHttpSettings,
        redirectConfiguration: map.defaultRedirectConfiguration,
        rewriteRuleSet: map.defaultRewriteRuleSet,
      })
    : live.own.requestRoutingRules.get(rule.name.toLowerCase())?.properties;
  return toTarget(context, answering ?? {});
}

export function liveMap(live: LiveGateway, siteHash: string): Child<UrlPathMapProperties> | undefined {
  const rule = live.ownRules.get(siteHash);
  const id = rule && live.own.requestRoutingRules.get(rule.name.toLowerCase())?.properties.urlPathMap?.id;
  return id === undefined ? undefined : findOwn(live, 'urlPathMaps', id);
}

function toTarget(
  context: Context,
  {
    backendAddressPool: pool,
    backendHttpSettings: settings,
    redirectConfiguration: redirect,
    rewriteRuleSet,
    firewallPolicy,
  }: Omit<PathRuleProperties, 'paths'>,
): Target | null {
  const { live } = context;
  const common = {
    membersLeft: null,
    firewall: firewallPolicy ? { reference: firewallPolicy, policy: null } : null,
  };
  if (redirect) {
    return {
      kind: 'redirect',
      ...common,
      parts: copyOwn(live, 'redirectConfigurations', redirect),
      redirectConfiguration: sameReference(live, 'redirectConfigurations', redirect),
    };
  }
  if (!pool || !settings) return null;
  return {
    kind: 'backend',
    ...common,
    parts: [
      ...poolParts(context, pool),
      ...settingsParts(live, settings),
      ...(rewriteRuleSet ? copyOwn(live, 'rewriteRuleSets', rewriteRuleSet) : []),
    ],
    backendAddressPool: sameReference(live, 'backendAddressPools', pool),
    backendHttpSettings: sameReference(live, 'backendHttpSettingsCollection', settings),
    rewrite: rewriteRuleSet ? copyRewrite(live, rewriteRuleSet) : null,
  };
}

/** Pools are never frozen: members follow the endpoints, and go with the Service. Names of outside hosts have none. */
const poolParts = ({ live, limits, poolNamed }: Context, pool: SubResource): readonly Part[] =>
  copyOwn(live, 'backendAddressPools', pool, ({ backendAddresses }) => ({
    backendAddresses: backendAddresses.filter(({ fqdn }) => fqdn !== undefined),
  })).map((part) => {
    const current = poolNamed(part.name);
    return current ? poolPart(live, current, limits.targetsPerPool).part : part;
  });

function settingsParts(live: LiveGateway, settings: SubResource): readonly Part[] {
  const { probe, trustedRootCertificates = [] } =
    findOwn(live, 'backendHttpSettingsCollection', settings.id)?.properties ?? {};
  return [
    ...copyOwn(live, 'backendHttpSettingsCollection', settings),
    ...(probe ? copyOwn(live, 'probes', probe) : []),
    ...trustedRootCertificates.flatMap((root) => copyOwn(live, 'trustedRootCertificates', root)),
  ];
}

function copyRewrite(live: LiveGateway, used: SubResource): RewriteUse {
  const name = used.id.slice(used.id.lastIndexOf('/') + 1);
  const set = findOwn(live, 'rewriteRuleSets', used.id) ?? findForeign(live, 'rewriteRuleSets', name);
  return {
    reference: sameReference(live, 'rewriteRuleSets', used),
    reroutes: set ? reroutes(set.properties) : false,
  };
}

const withDefined = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
