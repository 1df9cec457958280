/**
 * The rule of a site, and its map if it has paths. Their names end in the hashes of the site, of its owner, and of
 * whoever asked for what answers the rest where that is somebody else.
 */
import type { Context } from './context.ts';
import type { PathDraft } from './draft.ts';
import { buildName, ownerHash } from './names.ts';
import { reference, type Part } from './part.ts';
import { pathName } from './path-name.ts';
import type { PlacedSite } from './place.ts';
import type { Target } from './target.ts';
import type { RequestRoutingRuleProperties, UrlPathMapProperties } from './wire.ts';

export function ruleParts(site: PlacedSite, { live }: Context): readonly Part[] {
  const { listener, hash, priority, fallback } = site;
  const paths = site.paths.length > 0 || !reroutes(fallback) ? site.paths : [everything(site, live.instance)];
  const owner = ownerHash(site.site.owner);
  const readable = listener.name.split('.')[2]!;
  const defaultOwner = ownerHash(site.fallbackOwner);
  const nameOf = (collection: 'requestRoutingRules' | 'urlPathMaps'): string =>
    buildName({ instance: live.instance, collection, readable, hash, owner, defaultOwner });
  const identity = JSON.stringify([hash, owner]);
  const common = { priority, httpListener: reference(live, 'httpListeners', listener.name) };
  const rule = (properties: RequestRoutingRuleProperties): Part => ({
    collection: 'requestRoutingRules',
    name: nameOf('requestRoutingRules'),
    identity,
    properties,
  });
  if (paths.length === 0) return [rule({ ruleType: 'Basic', ...common, ...destination(fallback) })];
  const map = nameOf('urlPathMaps');
  const properties: UrlPathMapProperties = {
    ...defaults(fallback),
    pathRules: paths.map(({ name, patterns, target }) => ({
      name,
      properties: {
        paths: patterns,
        ...destination(target),
        ...(target.firewall && { firewallPolicy: target.firewall.reference }),
      },
    })),
  };
  return [
    { collection: 'urlPathMaps', name: map, identity, properties },
    rule({ ruleType: 'PathBasedRouting', ...common, urlPathMap: reference(live, 'urlPathMaps', map) }),
  ];
}

const reroutes = (target: Target): boolean => target.kind === 'backend' && target.rewrite?.reroutes === true;

/** A rewrite that tries the paths again needs a map to try, also where there is one answer to everything. */
const everything = ({ fallback, fallbackOwner }: PlacedSite, instance: string): NamedRule => ({
  name: pathName(instance, { match: { type: 'Gateway', path: '/*' }, owner: fallbackOwner }),
  patterns: ['/*'],
  target: fallback,
});
type NamedRule = Pick<PathDraft, 'name' | 'patterns' | 'target'>;

const destination = (
  target: Target,
): Pick<
  RequestRoutingRuleProperties,
  'backendAddressPool' | 'backendHttpSettings' | 'redirectConfiguration' | 'rewriteRuleSet'
> =>
  target.kind === 'redirect'
    ? { redirectConfiguration: target.redirectConfiguration }
    : {
        backendAddressPool: target.backendAddressPool,
        backendHttpSettings: target.backendHttpSettings,
        ...(target.rewrite && { rewriteRuleSet: target.rewrite.reference }),
      };

const defaults = (target: Target): Omit<UrlPathMapProperties, 'pathRules'> =>
  target.kind === 'redirect'
    ? { defaultRedirectConfiguration: target.redirectConfiguration }
    : {
        defaultBackendAddressPool: target.backendAddressPool,
        defaultBackendHttpSettings: target.backendHttpSettings,
        ...(target.rewrite && { defaultRewriteRuleSet: target.rewrite.reference }),
      };
