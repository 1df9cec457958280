/**
 * Holding back is a graft (decision 8): where the new configuration of an object cannot be used, what the gateway has
 * of it is copied unchanged, with the own settings, probes and redirects that it reaches.
 */
import type { Owner } from '../routing/model.ts';
import type { Context } from './context.ts';
import type { LiveGateway } from './live.ts';
import { ownerHash } from './names.ts';
import { reference, type Part } from './part.ts';
import { poolPart } from './pools.ts';
import type { Target } from './target.ts';
import type {
  Child,
  CollectionName,
  Collections,
  PathRuleProperties,
  SubResource,
  UrlPathMapProperties,
} from './wire.ts';

/** The live path rule of this name on the site, as a target. */
export function graftPath(context: Context, siteHash: string, ruleName: string): Target | null {
  const { live } = context;
  const rules = liveMap(live, siteHash)?.properties.pathRules ?? [];
  const found = rules.find(
    (rule: Child<PathRuleProperties>) => rule.name.toLowerCase() === ruleName.toLowerCase(),
  );
  if (!found) return null;
  const { backendAddressPool, backendHttpSettings, redirectConfiguration } = found.properties;
  return toTarget(context, backendAddressPool, backendHttpSettings, redirectConfiguration);
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
  if (map) {
    const { defaultBackendAddressPool, defaultBackendHttpSettings, defaultRedirectConfiguration } = map;
    return toTarget(
      context,
      defaultBackendAddressPool,
      defaultBackendHttpSettings,
      defaultRedirectConfiguration,
    );
  }
  const properties = live.own.requestRoutingRules.get(rule.name.toLowerCase())?.properties;
  return toTarget(
    context,
    properties?.backendAddressPool,
    properties?.backendHttpSettings,
    properties?.redirectConfiguration,
  );
}

function liveMap(live: LiveGateway, siteHash: string): Child<UrlPathMapProperties> | undefined {
  const rule = live.ownRules.get(siteHash);
  const id = rule && live.own.requestRoutingRules.get(rule.name.toLowerCase())?.properties.urlPathMap?.id;
  return id === undefined ? undefined : find(live, 'urlPathMaps', id);
}

function toTarget(
  context: Context,
  pool: SubResource | undefined,
  settings: SubResource | undefined,
  redirect: SubResource | undefined,
): Target | null {
  const { live, limits, poolNamed } = context;
  if (redirect) {
    const parts = copy(
      live,
      'redirectConfigurations',
      redirect,
      ({ redirectType, targetListener, targetUrl, includePath, includeQueryString }) =>
        defined({ redirectType, targetListener, targetUrl, includePath, includeQueryString }),
    );
    return {
      kind: 'redirect',
      parts,
      membersLeft: null,
      redirectConfiguration: own(live, 'redirectConfigurations', redirect),
    };
  }
  if (!pool || !settings) return null;
  const probe = find(live, 'backendHttpSettingsCollection', settings.id)?.properties.probe;
  return {
    kind: 'backend',
    parts: [
      ...copy(live, 'backendAddressPools', pool, () => ({ backendAddresses: [] })).map((part) => {
        // Pools are never frozen: members follow the endpoints, and go with the Service.
        const current = poolNamed(part.name);
        return current ? poolPart(live, current, limits.targetsPerPool).part : part;
      }),
      ...copy(live, 'backendHttpSettingsCollection', settings, SETTINGS),
      ...(probe ? copy(live, 'probes', probe, PROBE) : []),
    ],
    membersLeft: null,
    backendAddressPool: own(live, 'backendAddressPools', pool),
    backendHttpSettings: own(live, 'backendHttpSettingsCollection', settings),
  };
}

/** Members that the service only reports stay behind. */
const SETTINGS = (
  live: Collections['backendHttpSettingsCollection'],
): Collections['backendHttpSettingsCollection'] =>
  without(live, ['provisioningState', 'requestRoutingRules', 'urlPathMaps', 'pathRules']);
const PROBE = (live: Collections['probes']): Collections['probes'] =>
  without(live, ['provisioningState', 'backendHttpSettings']);

/** An own sub-resource as it is live, as a part; none where the reference leads elsewhere. */
export function copy<C extends CollectionName>(
  live: LiveGateway,
  collection: C,
  { id }: SubResource,
  project: (properties: Collections[C]) => Collections[C],
): readonly Part<C>[] {
  const child = find(live, collection, id);
  return child
    ? [{ collection, name: child.name, identity: null, properties: project(child.properties) }]
    : [];
}

function find<C extends CollectionName>(
  live: LiveGateway,
  collection: C,
  id: string,
): Child<Collections[C]> | undefined {
  const name = id.slice(id.lastIndexOf('/') + 1).toLowerCase();
  return live.own[collection].get(name);
}

/** Our own spelling of a reference to one of ours; a foreign one as it is. */
function own(live: LiveGateway, collection: CollectionName, foreign: SubResource): SubResource {
  const child = find(live, collection, foreign.id);
  return child ? reference(live, collection, child.name) : { id: foreign.id };
}

const without = <T extends object>(value: T, members: readonly string[]): T =>
  Object.fromEntries(Object.entries(value).filter(([member]) => !members.includes(member))) as T;

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
