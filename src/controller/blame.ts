/**
 * Whose configuration an answer of ARM is about. It names sub-resources by id or by name, and ours lead to their owners;
 * secrets of vaults do as well. Nobody can be to blame who has not changed since the gateway last took everything.
 */
import { ownerHash, parseName } from '../appgw/names.ts';
import type { DesiredGateway } from '../appgw/desired.ts';
import { COLLECTIONS, type CollectionName } from '../appgw/wire.ts';
import { vaultOwners } from './arm-diagnostic.ts';
import type { ArmError } from './arm-error.ts';

/** `Ingress/<namespace>/<name>`. */
export interface Blame {
  readonly guilty: readonly string[];
  /** Where nobody is named, or several have a part in what is named: one of these at least. */
  readonly suspects: readonly string[];
}

export function blame(error: ArmError, desired: DesiredGateway, changed: readonly string[]): Blame {
  const owners = ownersByName(desired);
  const named = namesIn(error).map((name) => owners.get(name));
  const among = (found: readonly string[]): readonly string[] => [
    ...new Set(found.filter((owner) => changed.includes(owner))),
  ];
  const guilty = among([
    ...named.flatMap((entry) => (entry?.isShared === false ? entry.owners : [])),
    ...vaultOwners(error, desired),
  ]);
  if (guilty.length > 0) return { guilty, suspects: [] };
  const sharing = among(named.flatMap((entry) => entry?.owners ?? []));
  if (sharing.length === 1) return { guilty: sharing, suspects: [] };
  return { guilty: [], suspects: sharing.length > 0 ? sharing : changed };
}

interface Named {
  readonly owners: readonly string[];
  /** Each of the owners puts something else into it. */
  readonly isShared: boolean;
}

const SHARED: ReadonlySet<CollectionName> = new Set(['httpListeners', 'requestRoutingRules', 'urlPathMaps']);

function ownersByName({ collections }: DesiredGateway): ReadonlyMap<string, Named> {
  const named = new Map<string, Named>();
  for (const collection of COLLECTIONS) {
    for (const { name, owners } of collections[collection])
      named.set(name.toLowerCase(), { owners, isShared: SHARED.has(collection) });
  }
  for (const { properties, owners } of collections.urlPathMaps) {
    for (const { name } of properties.pathRules) {
      const hash = parseName(name)?.owner;
      const of = owners.filter((owner) => hashOf(owner) === hash);
      named.set(name.toLowerCase(), { owners: of, isShared: false });
    }
  }
  return named;
}

function hashOf(owner: string): string {
  const [kind = '', namespace = '', name = ''] = owner.split('/');
  return ownerHash({ kind, namespace, name });
}

/** As `appgw/names.ts` makes them; ids of sub-resources end in them. */
const OWN_NAME = /[a-z0-9-]{1,16}\.[a-z]{1,16}\.[a-z0-9-]{1,64}\.[0-9a-f]{12}(?:-[0-9a-f]{8}){0,2}/gi;

function namesIn({ message, details, targets }: ArmError): readonly string[] {
  const texts = [message, ...details.map((detail) => detail.message), ...targets];
  return [...new Set(texts.flatMap((text) => text.match(OWN_NAME) ?? []).map((name) => name.toLowerCase()))];
}
