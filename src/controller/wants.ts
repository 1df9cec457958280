/** A fingerprint of what each object asks of a gateway: what was refused is tried again when this changes. */
import { createHash, type Hash } from 'node:crypto';
import { ownerText } from '../appgw/context.ts';
import type { Fallback, Owner, Routing, Site } from '../routing/model.ts';

/** By `Ingress/<namespace>/<name>`. */
export type Wants = ReadonlyMap<string, string>;

export function wantsOf({ owners, sites }: Pick<Routing, 'owners' | 'sites'>): Wants {
  const digests = new Map<string, Hash>(owners.map((owner) => [ownerText(owner), createHash('sha256')]));
  const add = (owner: Owner, piece: unknown): void =>
    void digests.get(ownerText(owner))?.update(JSON.stringify(piece, withoutMembers)).update('\n');
  for (const site of sites) {
    const { routes, fallback, owner, ...own } = site;
    const place = placeOf(site);
    add(owner, own);
    for (const route of routes) add(route.owner, [place, route]);
    for (const { owner: by, next: _next, ...answer } of ownedFallbacks(fallback)) add(by, [place, answer]);
  }
  return new Map([...digests].map(([owner, digest]) => [owner, digest.digest('hex')]));
}

const placeOf = ({ frontend, port, hosts }: Site): readonly unknown[] => [frontend, port, hosts];

type OwnedFallback = Extract<Fallback, { owner: Owner }> & { readonly next?: Fallback };

const ownedFallbacks = (fallback: Fallback): readonly OwnedFallback[] => {
  if (!('owner' in fallback)) return [];
  return fallback.kind === 'held' ? [fallback, ...ownedFallbacks(fallback.next)] : [fallback];
};

/** Endpoints come and go whatever became of the rest; of certificates the fingerprint says enough. */
const withoutMembers = (member: string, value: unknown): unknown =>
  member === 'endpoints' || member === 'chain' || member === 'privateKey' || member === 'certificates'
    ? undefined
    : value;
