/** Admitted sites -> the collections of the gateway: every sub-resource once, with everybody who wants it. */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Owner } from '../routing/model.ts';
import { ownerText, type Context } from './context.ts';
import type {
  DesiredCertificate,
  DesiredCollections,
  DesiredFirewallPolicy,
  DesiredItem,
} from './desired.ts';
import { hostsKey } from './draft.ts';
import type { FirewallUse } from './firewall-policy.ts';
import type { Part } from './part.ts';
import type { PlacedSite } from './place.ts';
import { ruleParts } from './rules.ts';
import { COLLECTIONS, type CollectionName, type Collections } from './wire.ts';

export interface Assembly {
  readonly collections: DesiredCollections;
  readonly certificates: ReadonlyMap<string, DesiredCertificate>;
  readonly firewallPolicies: readonly DesiredFirewallPolicy[];
}

/** What a site has only once is its owner's; the rest is everybody's who has a part in it. */
const OF_THE_OWNER: ReadonlySet<CollectionName> = new Set([
  'sslCertificates',
  'sslProfiles',
  'trustedClientCertificates',
]);

interface Entry {
  part: Part;
  readonly owners: Set<string>;
}

/** `sites` oldest owner first: of two identities with one name the older keeps it. */
export function assemble(sites: readonly PlacedSite[], extra: readonly Part[], context: Context): Assembly {
  const entries = new Map<string, Entry>();
  const certificates = new Map<string, DesiredCertificate>();
  const add = (part: Part, owners: readonly Owner[]): void => {
    const key = `${part.collection}/${part.name}`;
    const entry = entries.get(key) ?? { part, owners: new Set<string>() };
    if (entry.part.identity === null) entry.part = part;
    entries.set(key, entry);
    for (const owner of owners) entry.owners.add(ownerText(owner));
  };
  const served = withoutCollisions(sites, context);
  for (const site of served) {
    const everybody = [site.site.owner, site.fallbackOwner, ...site.paths.map((path) => path.route.owner)];
    const { certificate } = site;
    if (certificate?.part && certificate.material) {
      certificates.set(certificate.part.name, certificate.material);
    }
    for (const part of site.parts) {
      add(part, OF_THE_OWNER.has(part.collection) ? [site.site.owner] : everybody);
    }
    for (const part of site.fallback.parts) add(part, [site.fallbackOwner]);
    for (const path of site.paths) for (const part of path.target.parts) add(part, [path.route.owner]);
    for (const part of ruleParts(site, context)) add(part, everybody);
  }
  for (const part of extra) add(part, []);
  return { collections: collect(entries), certificates, firewallPolicies: collectPolicies(served) };
}

function collectPolicies(sites: readonly PlacedSite[]): readonly DesiredFirewallPolicy[] {
  const policies = new Map<string, DesiredFirewallPolicy>();
  const add = (firewall: FirewallUse | null, owner: Owner): void => {
    const policy = firewall?.policy;
    if (!policy) return;
    const owners = new Set([...(policies.get(policy.name)?.owners ?? []), ownerText(owner)]);
    policies.set(policy.name, { ...policy, owners: [...owners].sort() });
  };
  for (const { firewall, site, paths } of sites) {
    add(firewall, site.owner);
    for (const { target, route } of paths) add(target.firewall, route.owner);
  }
  return [...policies.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A hash can be made to collide: then the newer object must not get the older one's sub-resource. */
function withoutCollisions(sites: readonly PlacedSite[], context: Context): readonly PlacedSite[] {
  const holders = new Map<string, { readonly identity: string; readonly owner: Owner }>();
  const collides = (part: Part, owner: Owner): boolean => {
    if (part.identity === null) return false;
    const key = `${part.collection}/${part.name}`;
    const holder = holders.get(key);
    if (!holder) holders.set(key, { identity: part.identity, owner });
    if (!holder || holder.identity === part.identity) return false;
    context.report(diagnose('NAME_COLLISION', owner, { name: part.name, owner: ownerText(holder.owner) }));
    return true;
  };
  // A host goes as a whole: its redirect must not lead to a listener that is not there.
  const lost = new Set(
    sites
      .filter((site) =>
        [...site.parts, ...site.fallback.parts].some((part) => collides(part, site.site.owner)),
      )
      .map((site) => hostsKey(site.site)),
  );
  return sites
    .filter((site) => !lost.has(hostsKey(site.site)))
    .map((site) => ({
      ...site,
      paths: site.paths.filter((path) => !path.target.parts.some((part) => collides(part, path.route.owner))),
    }));
}

function collect(entries: ReadonlyMap<string, Entry>): DesiredCollections {
  const lists = Object.fromEntries(COLLECTIONS.map((collection) => [collection, []])) as unknown as {
    [C in CollectionName]: DesiredItem<Collections[C]>[];
  };
  for (const { part, owners } of entries.values()) {
    const list = lists[part.collection] as DesiredItem<Part['properties']>[];
    list.push({ name: part.name, properties: part.properties, owners: [...owners].sort() });
  }
  for (const list of Object.values(lists)) list.sort((a, b) => (a.name < b.name ? -1 : 1));
  return lists;
}
