/**
 * Adoption: the configuration of a former owner is replaced by ours in one PUT. Of AGIC its rules, what only they need
 * of what AGIC names, and the certificates that it left; of an earlier instance of ours everything with its name.
 * Nothing goes that anything else refers to. AGIC may come back: then its tag stands beside the one that we left.
 */
import type { ForeignSite } from './foreign.ts';
import { isOwn } from './names.ts';
import { collectNodes, type Node } from './nodes.ts';
import type { Surrendered } from './surrender.ts';
import type { CollectionName, RawGateway } from './wire.ts';

export type Adopt =
  | { readonly kind: 'agic'; readonly prefix: string }
  | { readonly kind: 'instance'; readonly instance: string };

export interface Adoption {
  readonly given: readonly Surrendered[];
  readonly tags: TagChange;
}

export interface TagChange {
  readonly set: { readonly [key: string]: string };
  readonly remove: readonly string[];
}

const AGIC_TAGS = ['managed-by-k8s-ingress', 'ingress-for-aks-cluster-id'] as const;
export const NO_TAGS: TagChange = { set: {}, remove: [] };

/** `agic`, `agic:<prefix of its names>` or `instance:<name>`. */
export function parseAdopt(text: string): Adopt {
  const [kind, value = ''] = text.split(/:(.*)/s);
  return kind === 'instance' ? { kind, instance: value } : { kind: 'agic', prefix: value };
}

export const adoptedTag = (instance: string): string => `appgw-ingress-adopted-${instance}`;

/** AGIC wrote the gateway after we took over from it. */
export const hasReturned = ({ tags = {} }: RawGateway, instance: string): boolean =>
  tags[adoptedTag(instance)] !== undefined && tags[AGIC_TAGS[0]] !== undefined;

export function adoption(raw: RawGateway, adopt: Adopt, instance: string): Adoption {
  const nodes = collectNodes(raw);
  const claimed =
    adopt.kind === 'agic'
      ? agicNodes(nodes, adopt.prefix, raw)
      : nodes.filter(({ collection, name }) => isOwn(collection, name, adopt.instance));
  const given = withoutNeeded(claimed, nodes);
  if (adopt.kind === 'instance') return { given, tags: NO_TAGS };
  const remove = AGIC_TAGS.filter((tag) => raw.tags?.[tag] !== undefined);
  return { given, tags: { remove, set: given.length > 0 ? { [adoptedTag(instance)]: 'agic' } : {} } };
}

/** What clients are served by it now; AGIC's listener for no host that leads nowhere is not among it. */
export const adoptedSites = (
  sites: readonly ForeignSite[],
  given: readonly Surrendered[],
  raw: RawGateway,
): readonly ForeignSite[] => {
  const keys = new Set(given.map(({ collection, name }) => `${collection}/${name}`.toLowerCase()));
  const idle = new Set(
    collectNodes(raw)
      .filter(({ collection, refersTo }) => collection === 'requestRoutingRules' && refersTo.some(isIdlePool))
      .map(({ name }) => name),
  );
  return sites.filter(
    ({ listener, rule }) =>
      rule !== null && keys.has(`httplisteners/${listener.toLowerCase()}`) && !idle.has(rule.name),
  );
};

const isIdlePool = (key: string): boolean => /^backendaddresspools\/.*defaultaddresspool$/.test(key);

/** AGIC's naming (pkg/appgw/config_names of AGIC); long names are cut and end in an MD5. */
const NAMES: { readonly [C in CollectionName]?: RegExp } = {
  httpListeners: /^fl-[0-9a-f]{32}$/,
  requestRoutingRules: /^rr-[0-9a-f]{32}$/,
  urlPathMaps: /^url-[0-9a-f]{32}$/,
  redirectConfigurations: /^sslr-.*fl-[0-9a-f]{32}$/,
  frontendPorts: /^fp-\d{1,5}$/,
  backendAddressPools: /^(?:pool-.*(?:-bp-\d+|-[0-9a-f]{32})|defaultaddresspool)$/,
  backendHttpSettingsCollection: /^(?:bp-.+|defaulthttpsetting)$/,
  probes: /^(?:pb-.+|defaultprobe-https?)$/,
  sslCertificates: /^cert-.+-.+$/,
};

/** AGIC puts no prefix before its rewrite sets. */
const REWRITE_SET = /^crd-.+-.+$/;

/** From its rules on, whose names cannot be mistaken; of what nothing refers to only its certificates and defaults. */
function agicNodes(nodes: readonly Node[], prefix: string, raw: RawGateway): readonly Node[] {
  const start = prefix.toLowerCase();
  const isNamed = ({ collection, name }: Node): boolean => {
    const lower = name.toLowerCase();
    if (collection === 'rewriteRuleSets') return REWRITE_SET.test(lower);
    return lower.startsWith(start) && (NAMES[collection]?.test(lower.slice(start.length)) ?? false);
  };
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const reached = new Set<Node>();
  const reach = (node: Node | undefined): void => {
    if (!node || reached.has(node) || !isNamed(node)) return;
    reached.add(node);
    for (const key of node.refersTo) reach(byKey.get(key));
  };
  for (const node of nodes) if (node.collection === 'requestRoutingRules') reach(node);
  const used = new Set(nodes.flatMap(({ refersTo }) => refersTo));
  const leftovers = nodes.filter(
    (node) => isNamed(node) && !used.has(node.key) && (isDefault(node.name) || isUploaded(node, raw)),
  );
  return [...reached, ...leftovers];
}

const isDefault = (name: string): boolean => /default(?:addresspool|httpsetting|probe-https?)$/i.test(name);

/** AGIC uploads certificates and never removes one; what comes from a vault is somebody else's. */
const isUploaded = ({ collection, name }: Node, { properties }: RawGateway): boolean => {
  if (collection !== 'sslCertificates') return false;
  const all = (properties['sslCertificates'] ?? []) as readonly {
    readonly name?: string;
    readonly properties?: { readonly keyVaultSecretId?: string };
  }[];
  return !all.some((one) => one.name === name && one.properties?.keyVaultSecretId !== undefined);
};

/** What somebody who stays refers to has to stay as well. */
function withoutNeeded(claimed: readonly Node[], nodes: readonly Node[]): readonly Surrendered[] {
  const given = new Map(claimed.map((node) => [node.key, node]));
  for (let before = -1; before !== given.size;) {
    before = given.size;
    for (const { key, refersTo } of nodes) {
      if (given.has(key)) continue;
      for (const needed of refersTo) given.delete(needed);
    }
  }
  return nodes.filter(({ key }) => given.has(key)).map(({ collection, name }) => ({ collection, name }));
}
