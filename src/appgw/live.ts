/**
 * LiveGateway: what the pure core needs to know of the gateway as it is, projected once from the GET. Own
 * sub-resources with what they say; of foreign ones only what stands in our way. Ids are compared without case.
 */
import { adoptedSites, adoption, hasReturned, NO_TAGS, type Adopt, type TagChange } from './adopt.ts';
import { agicMark } from './agic.ts';
import { childrenOf, memberOf } from './children.ts';
import { foreignSites, isActive, type ForeignSite } from './foreign.ts';
import { isOwn, parseName } from './names.ts';
import { findReferable, type Referable } from './referable.ts';
import { surrender, type Surrendered } from './surrender.ts';
import {
  COLLECTIONS,
  type Child,
  type CollectionName,
  type Collections,
  type HttpListenerProperties,
  type RawGateway,
  type SubResource,
} from './wire.ts';

export interface LiveGateway {
  readonly id: string;
  readonly instance: string;
  readonly sku: string;
  readonly oldWafRules: boolean;
  /** Ids of the first frontend IP configuration of each kind. */
  readonly frontends: { readonly public: string | null; readonly private: string | null };
  readonly ports: ReadonlyMap<number, LivePort>;
  readonly foreignSites: readonly ForeignSite[];
  /** Priorities of foreign rules, whether or not their listener can be read. */
  readonly foreignPriorities: ReadonlySet<number>;
  readonly foreignCounts: { readonly [C in CollectionName]: number };
  readonly foreignActiveListeners: number;
  /** Id of the policy that judges what has none of its own. */
  readonly firewallPolicy: string | null;
  /** It was read from ARM, and has no identity that could read a vault. */
  readonly lacksIdentity: boolean;
  readonly referable: Referable;
  /** Own sub-resources by lower-case name. */
  readonly own: { readonly [C in CollectionName]: ReadonlyMap<string, Child<Collections[C]>> };
  /** Own rules by the site hash in their name. */
  readonly ownRules: ReadonlyMap<string, LiveRule>;
  /** Handed over by `replaceForeign`; not counted among the foreign. */
  readonly surrendered: readonly Surrendered[];
  /** What is taken over, and who was served by it. */
  readonly adopted: { readonly sites: readonly ForeignSite[]; readonly tags: TagChange };
  /** How AGIC shows, or null; also null where it is adopted. */
  readonly agicMark: string | null;
  readonly agicReturned: boolean;
}

export interface LivePort {
  readonly id: string;
  readonly name: string;
  readonly own: boolean;
}

export interface LiveRule {
  readonly name: string;
  readonly owner: string;
  readonly defaultOwner: string;
  readonly priority: number | null;
}

export interface LiveOptions {
  readonly instance: string;
  /** Names of foreign rules that may be replaced. */
  readonly replaceForeign?: readonly string[];
  readonly adopt?: Adopt;
}

export function projectLive(
  raw: RawGateway,
  { instance, replaceForeign = [], adopt }: LiveOptions,
): LiveGateway {
  const id = raw.id ?? '';
  const adopted = adopt ? adoption(raw, adopt, instance) : { given: [], tags: NO_TAGS };
  const surrendered = [...surrender(raw, replaceForeign, instance), ...adopted.given];
  const gone = new Set(surrendered.map(({ collection, name }) => `${collection}/${name}`.toLowerCase()));
  const own = {} as { [C in CollectionName]: Map<string, Child<unknown>> };
  const foreign = {} as { [C in CollectionName]: Child<unknown>[] };
  for (const collection of COLLECTIONS) {
    own[collection] = new Map();
    foreign[collection] = [];
    for (const child of childrenOf(raw, collection)) {
      if (gone.has(`${collection}/${child.name}`.toLowerCase())) continue;
      if (isOwn(collection, child.name, instance)) own[collection].set(child.name.toLowerCase(), child);
      else foreign[collection].push(child);
    }
  }
  const ownCollections = own as unknown as LiveGateway['own'];
  const foreignRules = foreign.requestRoutingRules as Child<Collections['requestRoutingRules']>[];
  const sku = raw.properties['sku'] as { readonly tier?: string; readonly name?: string } | undefined;
  return {
    id,
    instance,
    sku: sku?.tier ?? sku?.name ?? 'Standard_v2',
    oldWafRules: hasOldWafRules(raw),
    frontends: findFrontends(raw, id),
    ports: findPorts(raw, id, instance, gone),
    foreignSites: foreignSites(raw, foreign.httpListeners as Child<HttpListenerProperties>[], foreignRules),
    foreignPriorities: new Set(foreignRules.flatMap((rule) => rule.properties.priority ?? [])),
    foreignCounts: Object.fromEntries(
      COLLECTIONS.map((collection) => [collection, foreign[collection].length]),
    ) as LiveGateway['foreignCounts'],
    foreignActiveListeners: foreignRules.filter((rule) => isActive(rule, raw)).length,
    firewallPolicy: (memberOf(raw.properties, 'firewallPolicy') as SubResource | undefined)?.id ?? null,
    lacksIdentity: lacksIdentity(raw),
    referable: findReferable(raw, id, instance),
    own: ownCollections,
    ownRules: findOwnRules(ownCollections.requestRoutingRules),
    surrendered,
    adopted: {
      sites: adopt?.kind === 'agic' ? formerSites(raw, adopted.given) : [],
      tags: adopted.tags,
    },
    agicMark: adopt?.kind === 'agic' ? null : agicMark(raw),
    agicReturned: adopt?.kind === 'agic' && hasReturned(raw, instance),
  };
}

/** Only what ARM answered has an etag: a document that somebody wrote says little of what the gateway will have. */
const lacksIdentity = ({ etag, identity }: RawGateway): boolean =>
  etag !== undefined && Object.keys(identity?.['userAssignedIdentities'] ?? {}).length === 0;

/** Of an installation of ours that is gone nobody expects to be served any longer. */
const formerSites = (raw: RawGateway, given: readonly Surrendered[]): readonly ForeignSite[] =>
  adoptedSites(
    foreignSites(raw, childrenOf(raw, 'httpListeners'), childrenOf(raw, 'requestRoutingRules')),
    given,
    raw,
  );

function findFrontends(raw: RawGateway, id: string): LiveGateway['frontends'] {
  const configurations = (memberOf(raw.properties, 'frontendIPConfigurations') ?? []) as readonly Child<{
    readonly publicIPAddress?: unknown;
  }>[];
  const first = (isPublic: boolean): string | null => {
    const found = configurations.find(({ properties }) => Boolean(properties.publicIPAddress) === isPublic);
    return found ? (found.id ?? `${id}/frontendIPConfigurations/${found.name}`) : null;
  };
  return { public: first(true), private: first(false) };
}

/** One entry per port number; where several children have it, ours, else the first. */
function findPorts(
  raw: RawGateway,
  id: string,
  instance: string,
  gone: ReadonlySet<string>,
): ReadonlyMap<number, LivePort> {
  const ports = new Map<number, LivePort>();
  for (const child of childrenOf(raw, 'frontendPorts')) {
    if (gone.has(`frontendPorts/${child.name}`.toLowerCase())) continue;
    const own = isOwn('frontendPorts', child.name, instance);
    const { port } = child.properties;
    if (own || !ports.has(port)) {
      ports.set(port, { id: child.id ?? `${id}/frontendPorts/${child.name}`, name: child.name, own });
    }
  }
  return ports;
}

function findOwnRules(rules: LiveGateway['own']['requestRoutingRules']): LiveGateway['ownRules'] {
  const bySite = new Map<string, LiveRule>();
  for (const { name, properties } of rules.values()) {
    const { hash, owner, defaultOwner } = parseName(name)!;
    bySite.set(hash, {
      name,
      owner: owner ?? '',
      defaultOwner: defaultOwner ?? '',
      priority: properties.priority ?? null,
    });
  }
  return bySite;
}

/** CRS 3.1 and lower have lower limits; DRS and CRS 3.2 do not. */
function hasOldWafRules(raw: RawGateway): boolean {
  const waf = raw.properties['webApplicationFirewallConfiguration'] as
    | { readonly enabled?: boolean; readonly ruleSetType?: string; readonly ruleSetVersion?: string }
    | undefined;
  return (
    waf?.enabled === true && waf.ruleSetType === 'OWASP' && Number.parseFloat(waf.ruleSetVersion ?? '') <= 3.1
  );
}
